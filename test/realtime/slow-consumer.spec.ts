import { randomUUID } from 'node:crypto';
import type { Socket as TcpSocket } from 'node:net';
import { AppendQueue } from '@homegroup/log';
import type { TestPerson } from '@homegroup/test-support';
import { Connections } from '../../apps/server/src/live/connections.js';
import { StillSocket } from './still-socket.js';
import { TwoNodes } from './two-nodes.js';

/** 12 KB each: what lies in the kernel's buffers is a few hundred of them. */
const body = '語'.repeat(4000);
const most = 1500;

let nodes: TwoNodes;
let [ana, ben, counselor]: TestPerson[] = [];
beforeAll(async () => {
  nodes = await TwoNodes.start();
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
  counselor = await nodes.a.people.addStaff('counselor');
});
afterEach(() => nodes.closeClients());
afterAll(() => nodes?.stop());

const append = (conversationId: string, author: TestPerson) =>
  nodes.a.app.get(AppendQueue, { strict: false }).append({
    organizationId: author.organizationId,
    conversationId,
    authorId: author.id,
    clientId: randomUUID(),
    kind: 'message:sent',
    target: null,
    body,
    detail: {},
  });

it('cuts off who does not read, frees what waited for them, delays nobody, and loses nothing', async () => {
  if (!ana || !ben || !counselor) throw new Error('nobody is there');
  const room = await nodes.room(ana, ben, counselor);
  const { accessToken } = await nodes.b.openSession(ana);
  const still = await StillSocket.follow(nodes.b.url, accessToken, room);
  const peer = await nodes.connect('b', ben);
  await peer.follow(room);
  const connections = nodes.b.app.get(Connections, { strict: false });
  const [id = ''] = connections.idsOf(ana.id);
  const under = connections.get(id)?.conn as unknown as { request: { socket: TcpSocket } };
  const tcp = under.request.socket;

  still.stopReading();
  const delays: number[] = [];
  let waiting = 0;
  let last = 0;
  while (connections.countOf(ana.id) > 0 && last < most) {
    const { seq } = await append(room, counselor);
    const began = performance.now();
    await peer.holds(room, seq);
    delays.push(performance.now() - began);
    waiting = Math.max(waiting, tcp.writableLength);
    last = seq;
  }
  expect(last).toBeLessThan(most);
  expect(connections.countOf(ana.id)).toBe(0);
  // More than the bound waited, and not without end; all of it is gone, at once and not after a polite farewell.
  expect(waiting).toBeGreaterThan(1_000_000);
  expect(waiting).toBeLessThan(12_000_000);
  expect([tcp.destroyed, tcp.writableLength]).toEqual([true, 0]);
  expect(await still.hasEnded()).toBe(true);
  delays.sort((x, y) => x - y);
  expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(100);
  expect(delays.at(-1)).toBeLessThan(1500);

  // Back again, with what was held before: everything comes, once.
  const again = await nodes.connect('b', ana);
  const seen = new Set<number>();
  const followed = await again.follow(room);
  if (followed.mode !== 'snapshot') throw new Error(followed.mode);
  let { page } = followed;
  for (;;) {
    for (const item of page.items) {
      expect(seen.has(item.seq)).toBe(false);
      seen.add(item.seq);
    }
    if (page.earlier === null) break;
    page = await (await nodes.b.call(ana))('conversations.history', {
      params: { id: room },
      query: { before: page.earlier, limit: 100 },
    });
  }
  for (let seq = 4; seq <= last; seq += 1) expect(seen.has(seq)).toBe(true);
  const { seq } = await append(room, counselor);
  await again.holds(room, seq);
});
