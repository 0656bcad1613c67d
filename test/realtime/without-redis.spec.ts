import { EndAccess } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import type { LiveClient } from './live-client.js';
import { OwnRedis } from './own-redis.js';
import { LogLines } from './read-log-lines.js';
import { TwoNodes } from './two-nodes.js';

const log = new LogLines();
let redis: OwnRedis;
let nodes: TwoNodes;
let counselor: TestPerson;

beforeAll(async () => {
  redis = await OwnRedis.start();
  nodes = await TwoNodes.start({ logTo: log, environment: { REDIS_URL: redis.url, LOG_LEVEL: 'info' } });
  counselor = await nodes.a.people.addStaff('counselor');
});
afterEach(() => nodes?.closeClients());
afterAll(async () => {
  redis?.thaw();
  await nodes?.stop();
  await redis?.kill();
});

/** The promise of I8, in milliseconds. */
const soon = 3000;
/** The promise of I6. */
const twoSeconds = 2000;

const stateOf = () => nodes.a.app.get(Doorbell, { strict: false }).state;
const untilState = async (state: string) => {
  while (stateOf() !== state) await new Promise((resolve) => setTimeout(resolve, 20));
};
async function friends() {
  const [ana, ben] = [await nodes.a.people.addClient(), await nodes.a.people.addClient()];
  const room = await nodes.room(counselor, ana, ben);
  const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
  await Promise.all([a, b].map((client) => client.follow(room)));
  return { ana, ben, room, a, b };
}
const took = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return performance.now() - began;
};
const ended = (client: LiveClient) =>
  client.until(() => !client.socket.connected && client.of('session:ended').length === 1, 'the end');

describe.each(['killed', 'frozen'] as const)('with Redis %s', (how) => {
  beforeAll(async () => {
    if (how === 'killed') await redis.kill();
    else redis.freeze();
    await untilState('down');
  });
  afterAll(async () => {
    if (how === 'killed') await redis.revive();
    else redis.thaw();
    await untilState('up');
  });

  it('I8: a lone message is acknowledged and on its own node at once, and on the other within three seconds', async () => {
    const { room, a, b } = await friends();
    let seq = 0;
    const own = await took(async () => {
      seq = (await a.send(room, 'alone')).seq;
      await a.holds(room, seq);
    });
    expect(own).toBeLessThan(1000);
    expect(await took(() => b.holds(room, seq))).toBeLessThan(soon);
  });

  it('I6: log-out, a closed account and a removal end what is pushed within two seconds, on both nodes', async () => {
    const { ana, ben, room, b } = await friends();
    const endAccess = nodes.a.app.get(EndAccess, { strict: false });
    const alsoBen = await nodes.connect('a', ben);
    await alsoBen.follow(room);
    // Log-out of every device, on node a while a connection stands on node b.
    await nodes.work((work) => endAccess.revokeFamilies(work, ben.id, 'signed_out'));
    expect(await took(() => Promise.all([ended(b), ended(alsoBen)]))).toBeLessThan(twoSeconds);
    // The account is closed.
    const onB = await nodes.connect('b', ana);
    await onB.follow(room);
    await nodes.work(async (work) => {
      await work.db.updateTable('person').set({ disabled_at: new Date() }).where('id', '=', ana.id).execute();
      await endAccess.accessChanged(work);
    });
    expect(await took(() => ended(onB))).toBeLessThan(twoSeconds);
    const carl = await nodes.a.people.addClient();
    const other = await nodes.room(counselor, carl);
    const c = await nodes.connect('b', carl);
    await c.follow(other);
    await nodes.remove(other, carl, counselor, 'a');
    expect(await took(() => c.until(() => c.of('conversation:closed').length === 1))).toBeLessThan(
      twoSeconds,
    );
    expect(await c.follow(other)).toMatchObject({ mode: 'refused', error: { code: 'membership_ended' } });
  });

  it('presence is unknown, which is not "away"', async () => {
    const { room, a } = await friends();
    expect(await a.ask('presence:enter', { conversationId: room })).toEqual({
      conversationId: room,
      state: 'unknown',
      present: [],
    });
  });

  it('admits and refuses sign-ins as before', async () => {
    const dana = await nodes.a.people.addClient();
    const session = await nodes.a.openSession(dana);
    const client = await nodes.connect('a', dana);
    expect(client.socket.connected).toBe(true);
    const gone = await nodes.a
      .callWith(`${session.accessToken.slice(0, -4)}AAAA`)('me.show')
      .catch((error: unknown) => (error instanceof HomegroupError ? error.code : 'other'));
    expect(gone).not.toBe('other');
  });
});

describe('after Redis is back', () => {
  it('rings the other node again, and presence is known again', async () => {
    const { ana, ben, room, a, b } = await friends();
    await a.ask('presence:enter', { conversationId: room });
    await b.ask('presence:enter', { conversationId: room });
    await a.until(() =>
      a.of('presence:changed').some(({ state, present }) => state === 'known' && present.length === 2),
    );
    const last = a.of('presence:changed').at(-1);
    expect(last?.present).toEqual([ana.id, ben.id].sort());
    const { seq } = await a.send(room, 'hello again');
    await b.holds(room, seq);
  });

  it('was said when Redis went and when it came back, and not again and again meanwhile', async () => {
    const said = () => log.of('Doorbell');
    const away = () => said().filter((line) => line.startsWith('Redis does not answer ('));
    const back = () => said().filter((line) => line === 'Redis answers again');
    while (away().length === 0 || back().length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(said().length).toBe(away().length + back().length);
    // Two nodes, and it went and came back twice; the same warning within a minute is said once.
    expect(away().length).toBeLessThanOrEqual(4);
    expect(back().length).toBeLessThanOrEqual(4);
  });
});
