import { randomUUID } from 'node:crypto';
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

const gather = async () => {
  const room = await nodes.room(counselor, ana, ben);
  const [a, b, outsider] = [
    await nodes.connect('a', ana),
    await nodes.connect('b', ben),
    await nodes.connect('b', stranger),
  ];
  await Promise.all([a, b, outsider].map((client) => client.follow(room)));
  return { room, a, b, outsider };
};

describe('presence', () => {
  it('is seen on both nodes; a second tab that closes leaves the person present; strangers learn nothing', async () => {
    const { room, a, b, outsider } = await gather();
    const secondTab = await nodes.connect('b', ana);
    await a.ask('presence:enter', { conversationId: room });
    await secondTab.ask('presence:enter', { conversationId: room });
    expect(await b.ask('presence:enter', { conversationId: room })).toEqual({
      conversationId: room,
      state: 'known',
      present: [ana.id, ben.id].sort(),
    });
    const presentNow = () => b.of('presence:changed').at(-1)?.present;
    await b.until(() => presentNow()?.length === 2);
    a.close();
    const asked = await b.ask('presence:ask', { conversationIds: [room, randomUUID()] });
    expect(asked.places).toEqual([
      { conversationId: room, state: 'known', present: [ana.id, ben.id].sort() },
    ]);
    secondTab.close();
    await b.until(() => presentNow()?.join() === ben.id);
    expect(await outsider.codeOf('presence:enter', { conversationId: room })).toBe('not_found');
    expect(await outsider.ask('presence:ask', { conversationIds: [room] })).toEqual({ places: [] });
    expect(outsider.received).toEqual([]);
  });

  it('ends with the membership', async () => {
    const { room, a, b } = await gather();
    await a.ask('presence:enter', { conversationId: room });
    await b.ask('presence:enter', { conversationId: room });
    await nodes.remove(room, ben, counselor);
    await a.until(() => a.of('presence:changed').at(-1)?.present.join() === ana.id);
    const told = b.of('presence:changed').length;
    await a.ask('presence:leave', { conversationId: room });
    await a.until(() => a.of('presence:changed').at(-1)?.present.length === 0);
    expect(b.of('presence:changed')).toHaveLength(told);
  });
});

describe('typing', () => {
  it('reaches members on both nodes and nobody else, not the one who writes, and is stored nowhere', async () => {
    const { room, a, b, outsider } = await gather();
    await a.ask('typing:set', { conversationId: room, typing: true });
    await b.until(() => b.of('typing:changed').length === 1);
    expect(b.of('typing:changed')).toEqual([{ conversationId: room, personId: ana.id, typing: true }]);
    const said = await a.send(room, 'done writing');
    await Promise.all([a, b].map((client) => client.holds(room, said.seq)));
    expect(a.of('typing:changed')).toEqual([]);
    expect(outsider.received).toEqual([]);
    expect(said.seq).toBe(4);
  });

  it('is refused to the muted, in a locked room, to strangers, and too often', async () => {
    const { room, a, b, outsider } = await gather();
    expect(await outsider.codeOf('typing:set', { conversationId: room, typing: true })).toBe('not_found');
    await nodes.work((work, writer) =>
      writer.muteMember(work, {
        conversationId: room,
        personId: ben.id,
        until: new Date(Date.now() + 60_000),
        authorId: counselor.id,
      }),
    );
    expect(await b.codeOf('typing:set', { conversationId: room, typing: true })).toBe('muted');
    await nodes.work((work, writer) =>
      writer.append(work, { conversationId: room, kind: 'room:locked', authorId: counselor.id }),
    );
    expect(await a.codeOf('typing:set', { conversationId: room, typing: true })).toBe('room_locked');
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => a.codeOf('typing:set', { conversationId: room, typing: true })),
    );
    expect(codes).toContain('too_many_requests');
    expect(a.of('typing:changed')).toEqual([]);
  });
});

describe('read positions', () => {
  it('never move back, reach my other devices, and in a direct conversation the other side', async () => {
    const client = await nodes.a.people.addClient({ counselor });
    const direct = await (await nodes.a.call(client))('direct.open', { body: { personId: counselor.id } });
    const [mine, other, theirs] = [
      await nodes.connect('a', client),
      await nodes.connect('b', client),
      await nodes.connect('b', counselor),
    ];
    await Promise.all([mine, other, theirs].map((each) => each.follow(direct.id)));
    const { seq } = await theirs.send(direct.id, 'How was your first week?');
    await mine.holds(direct.id, seq);
    expect(await mine.ask('conversation:read', { conversationId: direct.id, seq })).toEqual({
      readUpTo: seq,
    });
    await Promise.all([other, theirs].map((each) => each.until(() => each.of('read:moved').length === 1)));
    expect(theirs.of('read:moved')[0]).toMatchObject({ personId: client.id, seq });
    expect(await mine.ask('conversation:read', { conversationId: direct.id, seq: 1 })).toEqual({
      readUpTo: seq,
    });
    expect(await mine.ask('conversation:read', { conversationId: direct.id, seq: 9999 })).toEqual({
      readUpTo: seq,
    });
    expect(await mine.codeOf('conversation:read', { conversationId: randomUUID(), seq: 1 })).toBe(
      'not_found',
    );
  });

  it('stay with the reader in a room', async () => {
    const { room, a, b } = await gather();
    const { seq } = await b.send(room, 'hello');
    await a.holds(room, seq);
    await a.ask('conversation:read', { conversationId: room, seq });
    await a.until(() => a.of('read:moved').length === 1);
    const next = await b.send(room, 'and');
    await b.holds(room, next.seq);
    expect(b.of('read:moved')).toEqual([]);
  });
});

describe('one’s own list', () => {
  it('is announced as changed on every device of the person when they join or leave, and to nobody else', async () => {
    const room = await nodes.room(counselor);
    const [a, b] = [await nodes.connect('b', ana), await nodes.connect('b', ben)];
    await nodes.work((work, writer) =>
      writer.openInterval(work, {
        conversationId: room,
        personId: ana.id,
        moderator: false,
        authorId: counselor.id,
      }),
    );
    await a.until(() => a.of('conversations:changed').length === 1);
    await nodes.remove(room, ana, counselor);
    await a.until(() => a.of('conversations:changed').length === 2);
    expect(b.received).toEqual([]);
  });
});
