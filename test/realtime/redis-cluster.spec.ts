import { type Bell, Doorbell } from '@homegroup/log';
import type { TestPerson, TestServer } from '@homegroup/test-support';
import { OwnCluster } from './own-cluster.js';
import { TwoNodes } from './two-nodes.js';

let cluster: OwnCluster;
let nodes: TwoNodes;
let counselor: TestPerson;

beforeAll(async () => {
  cluster = await OwnCluster.start();
  nodes = await TwoNodes.start({ environment: { REDIS_URL: cluster.url, REDIS_CLUSTER: 'on' } });
  counselor = await nodes.a.people.addStaff('counselor');
}, 120_000);
afterEach(() => nodes?.closeClients());
afterAll(async () => {
  await nodes?.stop();
  await cluster?.stop();
});

const doorbellOf = (node: TestServer) => node.app.get(Doorbell, { strict: false });
const untilUp = async () => {
  for (const node of [nodes.a, nodes.b])
    while (doorbellOf(node).state !== 'up') await new Promise((resolve) => setTimeout(resolve, 20));
};
async function friends() {
  const [ana, ben] = [await nodes.a.people.addClient(), await nodes.a.people.addClient()];
  const room = await nodes.room(counselor, ana, ben);
  const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
  await Promise.all([a, b].map((client) => client.follow(room)));
  return { ana, ben, room, a, b };
}
/** Resolves with what a node hears of a room from elsewhere, where no message of its own is written. */
const rung = (node: TestServer, room: string) => {
  let stop = () => undefined as void;
  const heard = new Promise<Bell>((resolve) => {
    stop = doorbellOf(node).listen((bell) => {
      if (bell.kind === 'news' && bell.conversationId === room) resolve(bell);
    });
  });
  return heard.finally(stop);
};

describe('on a Redis cluster', () => {
  it('a message rings on the other node, and presence is known on both', async () => {
    await untilUp();
    const { ana, ben, room, a, b } = await friends();
    // Which of its nodes holds this organization's channel is the cluster's business; b subscribes as it is served.
    let heard: Bell | undefined;
    while (!heard) {
      const ringing = rung(nodes.b, room);
      const { seq } = await a.send(room, 'through the cluster');
      await b.holds(room, seq);
      heard = await Promise.race([ringing, new Promise<undefined>((resolve) => setTimeout(resolve, 500))]);
    }
    expect(heard).toMatchObject({ organizationId: nodes.organizationId, rungAt: expect.any(Number) });

    await a.ask('presence:enter', { conversationId: room });
    await b.ask('presence:enter', { conversationId: room });
    const both = [ana.id, ben.id].sort();
    for (const client of [a, b])
      await client.until(() => {
        const last = client.of('presence:changed').at(-1);
        return last?.state === 'known' && JSON.stringify([...last.present].sort()) === JSON.stringify(both);
      }, 'both are here');
  });

  it('one of its masters dies: what is said still reaches everybody, and no node ends', async () => {
    const { room, a, b } = await friends();
    await cluster.nodes[1]?.kill();
    const { seq } = await a.send(room, 'with a master less');
    await Promise.all([a.holds(room, seq), b.holds(room, seq)]);
    for (const node of [nodes.a, nodes.b]) expect((await node.fetch('/api/health/live')).status).toBe(200);
  });
});
