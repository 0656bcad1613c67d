import { type Bell, Doorbell } from '@homegroup/log';
import { TwoNodes } from './two-nodes.js';

let nodes: TwoNodes;
beforeAll(async () => {
  nodes = await TwoNodes.start();
});
afterAll(() => nodes?.stop());

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
});
