import { type Bell, Doorbell } from '@homegroup/log';
import { createClient } from 'redis';
import { OwnRedis } from './own-redis.js';
import { TwoNodes } from './two-nodes.js';

let redis: OwnRedis;
let nodes: TwoNodes;
beforeAll(async () => {
  redis = await OwnRedis.start();
  nodes = await TwoNodes.start({ environment: { REDIS_URL: redis.url } });
});
afterEach(() => nodes?.closeClients());
afterAll(async () => {
  await nodes?.stop();
  await redis?.kill();
});

describe('a node', () => {
  it('hears of the organizations that it serves, and of no other', async () => {
    const heard: Bell[] = [];
    nodes.b.app.get(Doorbell, { strict: false }).listen((bell) => heard.push(bell));
    const [ana, ben] = [await nodes.a.people.addClient(), await nodes.a.people.addClient()];
    const room = await nodes.room(ana, ben);
    const a = await nodes.connect('a', ana);
    await a.follow(room);
    await a.send(room, 'nobody is on the other node');
    const b = await nodes.connect('b', ben);
    await b.follow(room);
    const { seq } = await a.send(room, 'now somebody is');
    await b.holds(room, seq);
    while (!heard.some((bell) => bell.kind === 'news' && bell.head === seq)) {
      const again = await a.send(room, 'and again');
      await b.holds(room, again.seq);
      if (heard.some((bell) => bell.kind === 'news' && bell.head === again.seq)) break;
    }
    const early = heard.filter((bell) => bell.kind === 'news' && (bell.head ?? 0) < seq);
    expect(early).toEqual([]);
  });

  it('rings nobody while it alone listens, and the other one as soon as that listens, too', async () => {
    const observer = await createClient({ url: redis.url }).connect();
    const rings = async () =>
      Number(/cmdstat_spublish:calls=(\d+)/.exec(await observer.info('commandstats'))?.[1] ?? 0);
    try {
      const [ana, ben] = [await nodes.a.people.addClient(), await nodes.a.people.addClient()];
      const room = await nodes.room(ana, ben);
      const a = await nodes.connect('a', ana);
      await a.follow(room);
      // Its first rings tell it that nobody else hears them; then none goes out until a second has passed.
      const said: number[] = [];
      for (let quiet = 0; quiet < 3; ) {
        const before = await rings();
        const { seq } = await a.send(room, 'to myself');
        await a.holds(room, seq);
        said.push(seq);
        quiet = (await rings()) === before ? quiet + 1 : 0;
      }

      const heard: number[] = [];
      nodes.b.app.get(Doorbell, { strict: false }).listen((bell) => {
        if (bell.kind === 'news' && bell.conversationId === room) heard.push(bell.head ?? 0);
      });
      const b = await nodes.connect('b', ben);
      await b.follow(room);
      // What b says on its own node rings there, too: only what a says counts.
      while (heard.length === 0) {
        const { seq } = await a.send(room, 'is somebody there?');
        said.push(seq);
        await b.holds(room, seq);
      }
      expect(b.events(room).map((event) => event.seq)).toEqual(
        said.filter((seq) => seq >= (b.events(room)[0]?.seq ?? 0)),
      );
      expect(a.events(room).map((event) => event.seq)).toEqual(said);
    } finally {
      observer.destroy();
    }
  });
});
