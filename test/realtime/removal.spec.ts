import { randomUUID } from 'node:crypto';
import type { TestPerson } from '@homegroup/test-support';
import { flood } from './flood.js';
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

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

describe('removal', () => {
  it('I5: nothing at or after the number of the removal reaches the person, on any node, while others write', async () => {
    for (let round = 0; round < 4; round += 1) {
      const room = await nodes.room(counselor, ana, ben);
      const a = await nodes.connect('a', ana);
      const onB = await nodes.connect('b', ana);
      const removed = [await nodes.connect('a', ben), await nodes.connect('b', ben)];
      await Promise.all([a, onB, ...removed].map((client) => client.follow(room)));
      const storm = flood(room, [a, onB]);
      await until(() => storm.receipts.length >= 10 + round * 5);
      const left = await nodes.remove(room, ben, counselor, round % 2 ? 'a' : 'b');
      const boundary = left?.seq ?? 0;
      await until(() => storm.receipts.some((seq) => seq > boundary + 10));
      await storm.stop();
      const last = Math.max(...storm.receipts);
      await Promise.all([a, onB].map((client) => client.holds(room, last)));
      for (const client of removed) {
        await client.until(() => client.of('conversation:closed').length === 1);
        expect(client.of('conversation:closed')).toEqual([
          { conversationId: room, code: 'membership_ended' },
        ]);
        const numbers = client.events(room).map((event) => event.seq);
        expect(Math.max(0, ...numbers)).toBeLessThan(boundary);
        expect(await client.follow(room, null)).toMatchObject({
          mode: 'refused',
          error: { code: 'membership_ended' },
        });
      }
      // Whoever stayed saw the leaving itself.
      expect(a.events(room).filter((event) => event.kind === 'member:left')).toHaveLength(1);
      nodes.closeClients();
    }
  });

  it('I7: nothing by the muted or removed is accepted above the number of it, sent through both nodes', async () => {
    for (let round = 0; round < 4; round += 1) {
      const room = await nodes.room(counselor, ana, ben);
      const loud = [await nodes.connect('a', ben), await nodes.connect('b', ben)];
      const storm = flood(room, [...loud, await nodes.connect('b', ana)]);
      await until(() => storm.receipts.length >= 5 + round * 7);
      const written = await nodes.work(
        (work, writer) =>
          round % 2
            ? writer.closeInterval(work, {
                conversationId: room,
                personId: ben.id,
                authorId: counselor.id,
              })
            : writer.muteMember(work, {
                conversationId: room,
                personId: ben.id,
                until: new Date(Date.now() + 60_000),
                authorId: counselor.id,
                reason: 'unkind',
              }),
        round > 1 ? 'a' : 'b',
      );
      for (const client of loud)
        expect(
          await client.codeOf('message:send', { conversationId: room, clientId: randomUUID(), body: 'late' }),
        ).toBe(round % 2 ? 'membership_ended' : 'muted');
      await storm.stop();
      const late = await nodes.a.database.owner
        .selectFrom('log_event')
        .select('seq')
        .where('conversation_id', '=', room)
        .where('author_id', '=', ben.id)
        .where('seq', '>', written?.seq ?? 0)
        .execute();
      expect(late).toEqual([]);
      nodes.closeClients();
    }
  });

  it('a new agreement closes the room for those who have not accepted, and opens it for who does', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const [c, a, b] = [
      await nodes.connect('a', counselor),
      await nodes.connect('b', ana),
      await nodes.connect('b', ben),
    ];
    await Promise.all([c, a, b].map((client) => client.follow(room)));
    const published = await nodes.work((work, writer) =>
      writer.gateMembers(work, {
        conversationId: room,
        authorId: counselor.id,
        version: 2,
        exceptPersonIds: [counselor.id],
      }),
    );
    await Promise.all(
      [a, b].map((client) => client.until(() => client.of('conversation:closed').length > 0)),
    );
    expect(a.of('conversation:closed')).toEqual([{ conversationId: room, code: 'agreement_required' }]);
    const said = await c.send(room, 'while you read the agreement');
    await c.holds(room, said.seq);
    await nodes.work((work, writer) => writer.liftGate(work, { conversationId: room, personId: ana.id }));
    const result = await a.follow(room, null);
    expect(JSON.stringify(result)).toContain('while you read the agreement');
    expect(await b.follow(room)).toMatchObject({ mode: 'refused', error: { code: 'agreement_required' } });
    const next = await c.send(room, 'welcome back');
    await a.holds(room, next.seq);
    expect(b.events(room).filter((event) => event.seq >= published.seq)).toEqual([]);
  });

  it('tells a mute to the person and the moderators; others get the number alone', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const [c, a, b] = [
      await nodes.connect('a', counselor),
      await nodes.connect('b', ana),
      await nodes.connect('b', ben),
    ];
    await Promise.all([c, a, b].map((client) => client.follow(room)));
    const muted = await nodes.work((work, writer) =>
      writer.muteMember(work, {
        conversationId: room,
        personId: ben.id,
        until: new Date(Date.now() + 60_000),
        authorId: counselor.id,
        reason: 'unkind to somebody here',
      }),
    );
    await Promise.all([c, a, b].map((client) => client.holds(room, muted.seq)));
    const told = { kind: 'member:muted', personId: ben.id, reason: 'unkind to somebody here' };
    expect(c.events(room)).toEqual([expect.objectContaining(told)]);
    expect(b.events(room)).toEqual([expect.objectContaining(told)]);
    expect(a.events(room).map((event) => event.kind)).toEqual(['withheld']);
    expect(JSON.stringify(a.received)).not.toContain(ben.id);
  });
});
