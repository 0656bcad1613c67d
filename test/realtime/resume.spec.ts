import { randomUUID } from 'node:crypto';
import { applyEvents, type Page, type Subscribed, type Timeline } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { flood } from './flood.js';
import type { LiveClient } from './live-client.js';
import { TwoNodes } from './two-nodes.js';

let nodes: TwoNodes;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  nodes = await TwoNodes.start();
  counselor = await nodes.a.people.addStaff('counselor');
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
});
afterEach(() => nodes?.closeClients());
afterAll(() => nodes?.stop());

const snapshotOf = (result: Subscribed): { epoch: string; page: Page } => {
  if (result.mode !== 'snapshot') throw new Error(`a snapshot was expected, not ${result.mode}`);
  return result;
};
const fresh = async (client: LiveClient, room: string) => snapshotOf(await client.follow(room)).page;

describe('resuming', () => {
  it('I4: gets what was missed, in order, once, on whichever node', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const a = await nodes.connect('a', ana);
    const before = await nodes.connect('b', ben);
    const { epoch, page } = snapshotOf(await before.follow(room));
    await a.send(room, 'one');
    await before.until(() => before.events(room).length === 1);
    const held = before.applied(room, page) as Timeline;
    before.close();
    for (const body of ['two', 'three', 'four']) await a.send(room, body);
    const after = await nodes.connect('a', ben);
    const result = await after.follow(room, { epoch, seq: held.position });
    expect(result).toMatchObject({ mode: 'events', prev: held.position, position: held.position + 3 });
    if (result.mode !== 'events') return;
    expect(result.events.map((event) => event.seq)).toEqual([5, 6, 7]);
    const caughtUp = applyEvents(held, result.prev, result.events);
    expect(caughtUp).toEqual(await fresh(after, room));
  });

  it('never replays what was removed meanwhile, and serves the present words of what was edited', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
    const { epoch, page } = snapshotOf(await b.follow(room));
    b.close();
    const secret = await a.send(room, 'a name I should not have said');
    const edited = await a.send(room, 'frist');
    await a.ask('message:edit', {
      conversationId: room,
      clientId: randomUUID(),
      target: edited.seq,
      body: 'first',
    });
    await a.ask('message:remove', { conversationId: room, clientId: randomUUID(), target: secret.seq });
    const back = await nodes.connect('b', ben);
    const result = await back.follow(room, { epoch, seq: page.position });
    expect(JSON.stringify(result)).not.toContain('a name I should');
    if (result.mode !== 'events') throw new Error(result.mode);
    const items = applyEvents(page, result.prev, result.events)?.items ?? [];
    expect(items.find((item) => item.seq === secret.seq)).toMatchObject({
      body: null,
      removed: { by: 'author', reason: null },
    });
    expect(items.find((item) => item.seq === edited.seq)).toMatchObject({ body: 'first' });
  });

  it('answers a snapshot after an absence, for another epoch, from beyond the head, and after too much', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const a = await nodes.connect('a', ana);
    const b = await nodes.connect('b', ben);
    const { epoch, page } = snapshotOf(await b.follow(room));
    await nodes.remove(room, ben, counselor);
    await a.send(room, 'not for Ben');
    await nodes.work((work, writer) =>
      writer.openInterval(work, {
        conversationId: room,
        personId: ben.id,
        moderator: false,
        authorId: counselor.id,
      }),
    );
    const again = await b.follow(room, { epoch, seq: page.position });
    expect(again.mode).toBe('snapshot');
    expect(JSON.stringify(again)).not.toContain('not for Ben');
    expect((await a.follow(room, { epoch: randomUUID(), seq: 1 })).mode).toBe('snapshot');
    expect((await a.follow(room, { epoch, seq: 99_999 })).mode).toBe('snapshot');
    await nodes.work(async (work, writer) => {
      for (let n = 0; n < 501; n += 1)
        await writer.append(work, {
          conversationId: room,
          kind: n % 2 ? 'room:unlocked' : 'room:locked',
          authorId: counselor.id,
        });
    });
    expect((await a.follow(room, { epoch, seq: 1 })).mode).toBe('snapshot');
  });

  it('loses nothing when subscribing races with sending on both nodes', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const writers = [await nodes.connect('a', ana), await nodes.connect('b', ana)];
    const storm = flood(room, writers);
    const readers: Array<{ reader: LiveClient; from: Page }> = [];
    for (let n = 0; n < 9; n += 1) {
      const reader = await nodes.connect(n % 2 ? 'a' : 'b', ben);
      readers.push({ reader, from: await fresh(reader, room) });
    }
    await storm.stop();
    const last = Math.max(...storm.receipts);
    await Promise.all(
      readers.map(({ reader, from }) =>
        reader.until(() => (reader.applied(room, from)?.position ?? 0) >= last),
      ),
    );
    for (const { reader, from } of readers) {
      const seqs = (reader.applied(room, from)?.items ?? []).map((item) => item.seq);
      expect(seqs).toEqual(Array.from({ length: last - (seqs[0] ?? 0) + 1 }, (_, n) => n + (seqs[0] ?? 0)));
      const raw = reader.events(room).map((event) => event.seq);
      expect(raw).toEqual([...new Set(raw)].sort((x, y) => x - y));
    }
  });

  it('makes everybody read afresh when a restored backup brings another epoch', async () => {
    const room = await nodes.room(counselor, ana);
    const a = await nodes.connect('a', ana);
    const { epoch, page } = snapshotOf(await a.follow(room));
    const gone = new Promise((resolve) => a.socket.once('disconnect', resolve));
    await nodes.a.database.owner
      .updateTable('organization')
      .set({ log_epoch: randomUUID() })
      .where('id', '=', nodes.organizationId)
      .execute();
    // Not "io server disconnect": the client's own reconnection goes on.
    expect(await gone).toBe('transport close');
    const back = await nodes.connect('a', ana);
    const result = await back.follow(room, { epoch, seq: page.position });
    expect(result.mode).toBe('snapshot');
    expect(result.mode === 'snapshot' && result.epoch).not.toBe(epoch);
  });
});
