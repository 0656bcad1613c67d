import { randomUUID } from 'node:crypto';
import { emptyTimeline } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { TwoNodes } from './two-nodes.js';

let nodes: TwoNodes;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  nodes = await TwoNodes.start();
  counselor = await nodes.a.people.addStaff('counselor');
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
  stranger = await nodes.a.people.addClient();
});
afterEach(() => nodes?.closeClients());
afterAll(() => nodes?.stop());

const connectAll = async () => {
  const room = await nodes.room(counselor, ana, ben);
  const [c, a, b] = await Promise.all([
    nodes.connect('a', counselor),
    nodes.connect('a', ana),
    nodes.connect('b', ben),
  ]);
  await Promise.all([c, a, b].map((client) => client.follow(room)));
  return { room, c, a, b };
};

describe('delivery on two nodes', () => {
  it('brings a message to members on both nodes, with the number of the receipt, and to nobody else', async () => {
    const { room, c, a, b } = await connectAll();
    const outsider = await nodes.connect('b', stranger);
    expect(await outsider.follow(room)).toMatchObject({ mode: 'refused', error: { code: 'not_found' } });
    const clientId = randomUUID();
    const receipt = await a.send(room, 'The first evening was the hardest.', clientId);
    await Promise.all([c, a, b].map((client) => client.holds(room, receipt.seq)));
    for (const client of [c, b])
      expect(client.events(room)).toEqual([
        expect.objectContaining({ seq: receipt.seq, id: receipt.id, authorId: ana.id, clientId: null }),
      ]);
    expect(a.events(room)).toEqual([expect.objectContaining({ seq: receipt.seq, clientId })]);
    expect(outsider.received).toEqual([]);
  });

  it('I3: everybody applies the same messages in the same order while both nodes write', async () => {
    const { room, c, a, b } = await connectAll();
    const writers = [a, b, c];
    const receipts = (
      await Promise.all(
        Array.from({ length: 45 }, (_, n) => writers[n % 3]?.send(room, `word ${n}`) ?? Promise.reject()),
      )
    ).map((receipt) => receipt.seq);
    const last = Math.max(...receipts);
    expect(new Set(receipts).size).toBe(45);
    await Promise.all(writers.map((client) => client.holds(room, last)));
    const seen = writers.map((client) => client.events(room).map((event) => [event.seq, event.id]));
    expect(seen[0]).toHaveLength(45);
    expect(seen[0]?.map(([seq]) => seq)).toEqual([...receipts].sort((x, y) => x - y));
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(c.applied(room, { ...emptyTimeline, position: 3 })?.items).toHaveLength(45);
  });

  it('I1 and I2: a retry on the other node gets the first receipt; other words under the same id are a conflict', async () => {
    const { room, a } = await connectAll();
    const elsewhere = await nodes.connect('b', ana);
    const clientId = randomUUID();
    const first = await a.send(room, 'once', clientId);
    expect(await elsewhere.send(room, 'once', clientId)).toEqual(first);
    expect(await elsewhere.codeOf('message:send', { conversationId: room, clientId, body: 'twice' })).toBe(
      'conflict',
    );
    await a.holds(room, first.seq);
    const next = await a.send(room, 'after');
    await a.holds(room, next.seq);
    expect(a.events(room).map((event) => event.seq)).toEqual([first.seq, next.seq]);
  });
});
