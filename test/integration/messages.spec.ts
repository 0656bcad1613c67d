import { randomUUID } from 'node:crypto';
import { UnitOfWork, type Work } from '@homegroup/database';
import { AppendQueue, LogWriter } from '@homegroup/log';
import { HomegroupError, type HttpClient } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';

let server: TestServer;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;
let alumnus: TestPerson;
let otherCounselor: TestPerson;

beforeAll(async () => {
  server = await startServer();
  counselor = await server.people.addStaff('counselor', { legalName: 'Miriam Okafor' });
  otherCounselor = await server.people.addStaff('counselor');
  ana = await server.people.addClient({ displayName: 'Ana', counselor });
  ben = await server.people.addClient({ displayName: 'Ben', counselor });
  alumnus = await server.people.addAlumnus({ displayName: 'Joe' });
});
afterAll(() => server?.stop());

const work = <T>(run: (work: Work, writer: LogWriter) => Promise<T>): Promise<T> =>
  server.app
    .get(UnitOfWork, { strict: false })
    .run(server.organizationId, (inside) => run(inside, server.app.get(LogWriter, { strict: false })));
const say = (conversationId: string, author: TestPerson, body: string, more = {}) =>
  server.app.get(AppendQueue, { strict: false }).append({
    organizationId: server.organizationId,
    conversationId,
    authorId: author.id,
    clientId: randomUUID(),
    kind: 'message:sent',
    target: null,
    body,
    detail: {},
    ...more,
  });
const room = (...members: TestPerson[]) =>
  work(async (inside, writer) => {
    const conversationId = await writer.createConversation(inside, { kind: 'room' });
    for (const member of members)
      await writer.openInterval(inside, {
        conversationId,
        personId: member.id,
        moderator: member.role === 'counselor',
        authorId: null,
      });
    return conversationId;
  });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof HomegroupError ? error.code : String(error)),
  );
const historyOf = async (person: TestPerson, id: string, query: { before?: number; limit?: number } = {}) => {
  const call: HttpClient = await server.call(person);
  return call('conversations.history', { params: { id }, query });
};

describe('history', () => {
  it('shows a member their own intervals and nothing else, also after leaving', async () => {
    const id = await room(counselor, ana);
    await say(id, ana, 'before Ben came');
    const seat = { conversationId: id, personId: ben.id, authorId: counselor.id };
    await work((inside, writer) => writer.openInterval(inside, { ...seat, moderator: false }));
    await say(id, ana, 'while Ben was here');
    await work((inside, writer) => writer.closeInterval(inside, seat));
    await say(id, ana, 'after Ben left');
    await work((inside, writer) => writer.openInterval(inside, { ...seat, moderator: false }));
    await say(id, ana, 'Ben is back');
    const bodies = (page: Awaited<ReturnType<typeof historyOf>>) =>
      page.items.flatMap((item) => (item.type === 'message' ? [item.body] : []));
    expect(bodies(await historyOf(ben, id))).toEqual(['while Ben was here', 'Ben is back']);
    await work((inside, writer) => writer.closeInterval(inside, seat));
    await say(id, ana, 'gone again');
    expect(bodies(await historyOf(ben, id))).toEqual(['while Ben was here', 'Ben is back']);
    expect(bodies(await historyOf(ana, id))).toHaveLength(5);
  });

  it('pages backwards without losing or doubling an item', async () => {
    const id = await room(ana);
    for (let n = 1; n <= 25; n += 1) await say(id, ana, `word ${n}`);
    const seen: number[] = [];
    let before: number | null | undefined;
    do {
      const page = await historyOf(ana, id, { limit: 7, ...(before ? { before } : {}) });
      seen.unshift(...page.items.map((item) => item.seq));
      before = page.earlier;
    } while (before);
    expect(seen).toEqual(Array.from({ length: 26 }, (_, n) => n + 1));
  });

  it('serves the present words: the last edit within the interval, and nothing of what was removed', async () => {
    const id = await room(counselor, ana, ben);
    const said = await say(id, ana, 'first words');
    const gone = await say(id, ana, 'taken back');
    await say(id, ana, 'second words', { kind: 'message:edited', target: said.seq });
    const seat = { conversationId: id, personId: ben.id, authorId: counselor.id };
    await work((inside, writer) => writer.closeInterval(inside, seat));
    await say(id, ana, 'third words', { kind: 'message:edited', target: said.seq });
    await say(id, ana, null as unknown as string, {
      kind: 'message:removed',
      target: gone.seq,
      detail: { by: 'author' },
    });
    const bodyOf = async (person: TestPerson, seq: number) => {
      const { items } = await historyOf(person, id);
      const item = items.find((each) => each.seq === seq);
      return item?.type === 'message' ? [item.body, item.removed?.by ?? null] : item;
    };
    expect(await bodyOf(ana, said.seq)).toEqual(['third words', null]);
    expect(await bodyOf(ben, said.seq)).toEqual(['second words', null]);
    expect(await bodyOf(ben, gone.seq)).toEqual([null, 'author']);
  });

  it('is refused behind a gate, to strangers, and to other roles; reads and denials are in the trail', async () => {
    const id = await room(counselor, ana);
    await work((inside, writer) =>
      writer.gateMembers(inside, {
        conversationId: id,
        authorId: counselor.id,
        version: 2,
        exceptPersonIds: [counselor.id],
      }),
    );
    expect(await codeOf(historyOf(ana, id))).toBe('agreement_required');
    expect(await codeOf(historyOf(ben, id))).toBe('not_found');
    expect(await codeOf(historyOf(ben, randomUUID()))).toBe('not_found');
    const admin = await server.people.addStaff('programme_admin');
    expect(await codeOf(historyOf(admin, id))).toBe('not_allowed');
    await historyOf(counselor, id);
    const trail = await server.database.owner
      .selectFrom('audit_entry')
      .select(['actor_id', 'outcome'])
      .where('action', '=', 'conversations.history')
      .where((eb) => eb.or([eb('object_id', '=', id), eb('object_id', 'is', null)]))
      .orderBy('seq')
      .execute();
    expect(trail).toEqual([
      { actor_id: ana.id, outcome: 'denied' },
      { actor_id: ben.id, outcome: 'denied' },
      { actor_id: admin.id, outcome: 'denied' },
      { actor_id: counselor.id, outcome: 'allowed' },
    ]);
  });

  it('keeps no words in clear in the database', async () => {
    const id = await room(ana);
    await say(id, ana, 'a canary named Persephone');
    const { sql } = await import('kysely');
    const { rows } = await sql`select 1 from log_event e where e.conversation_id = ${id}
      and position('Persephone'::bytea in coalesce(e.body, ''::bytea)) > 0 or e.detail::text like '%Persephone%'`.execute(
      server.database.owner,
    );
    expect(rows).toEqual([]);
  });
});

describe('the list of conversations', () => {
  it('counts what others wrote within my intervals, and says who wrote last and when, not what', async () => {
    const id = await room(counselor, ana, ben);
    await say(id, ana, 'one');
    const two = await say(id, counselor, 'two');
    const call = await server.call(ben);
    const mine = (await call('conversations.list')).find((each) => each.id === id);
    expect(mine).toMatchObject({
      kind: 'room',
      standing: 'active',
      unread: 2,
      moderator: false,
      lastMessage: { seq: two.seq, authorId: counselor.id, authorName: 'Miriam Okafor' },
    });
    expect(mine?.seats.map((seat) => seat.personId)).toEqual([counselor.id, ana.id, ben.id]);
    expect(JSON.stringify(mine)).not.toContain('two"');
    const others = await (await server.call(alumnus))('conversations.list');
    expect(others.map((each) => each.id)).not.toContain(id);
  });

  it('shows legal names to staff alone', async () => {
    const id = await room(counselor, ana, ben);
    const forBen = await (await server.call(ben))('conversations.show', { params: { id } });
    expect(forBen.people.find((person) => person.id === ana.id)).toMatchObject({
      name: 'Ana',
      legalName: null,
    });
    expect(JSON.stringify(forBen)).not.toContain(ana.legalName);
    expect(forBen.people.find((person) => person.id === counselor.id)).toMatchObject({
      name: 'Miriam Okafor',
      role: 'counselor',
      leader: true,
    });
    const forStaff = await (await server.call(counselor))('conversations.show', { params: { id } });
    expect(forStaff.people.find((person) => person.id === ana.id)?.legalName).toBe(ana.legalName);
  });
});

describe('direct conversations', () => {
  it('offers a client their care team, and staff their clients; one conversation per pair', async () => {
    const asAna = await server.call(ana);
    expect(await asAna('direct.contacts')).toEqual([
      expect.objectContaining({ id: counselor.id, basis: 'care_team', primary: true, conversationId: null }),
    ]);
    const opened = await asAna('direct.open', { body: { personId: counselor.id } });
    expect(opened).toMatchObject({
      kind: 'direct',
      title: 'Miriam Okafor',
      standing: 'active',
      contact: { basis: 'care_team', endsOn: null },
    });
    const again = await (await server.call(counselor))('direct.open', { body: { personId: ana.id } });
    expect(again.id).toBe(opened.id);
  });

  it('stays with a client whose treatment is on hold', async () => {
    const person = await server.people.addClient({ counselor });
    const asPerson = await server.call(person);
    const opened = await asPerson('direct.open', { body: { personId: counselor.id } });
    await server.database.owner
      .updateTable('episode')
      .set({ status: 'onhold' })
      .where('person_id', '=', person.id)
      .execute();
    expect(await asPerson('direct.contacts')).toMatchObject([{ id: counselor.id, basis: 'care_team' }]);
    const again = await asPerson('direct.open', { body: { personId: counselor.id } });
    expect(again).toMatchObject({ id: opened.id, standing: 'active', contact: { basis: 'care_team' } });
    const { people } = await (await server.call(counselor))('conversations.show', {
      params: { id: opened.id },
    });
    expect(people.find((each) => each.id === person.id)).toMatchObject({ role: 'client' });
  });

  it('never connects two clients, nor a client with staff outside the care team', async () => {
    const asAna = await server.call(ana);
    for (const personId of [ben.id, otherCounselor.id, alumnus.id, ana.id, randomUUID()])
      expect(await codeOf(asAna('direct.open', { body: { personId } }))).toBe('not_found');
    expect(
      await codeOf((await server.call(otherCounselor))('direct.open', { body: { personId: ana.id } })),
    ).toBe('not_found');
  });

  it('reaches an alumnus under an agreed contact that is neither over nor ended, and closes by its time', async () => {
    const asAlumnus = await server.call(alumnus);
    const open = () => asAlumnus('direct.open', { body: { personId: counselor.id } });
    expect(await codeOf(open())).toBe('not_found');
    const { id } = await server.database.owner
      .insertInto('continuing_contact')
      .values({
        organization_id: server.organizationId,
        alumnus_id: alumnus.id,
        staff_id: counselor.id,
        agreed_by_staff_at: new Date(),
        ends_on: '2099-01-31',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(await codeOf(open())).toBe('not_found');
    await server.database.owner
      .updateTable('continuing_contact')
      .set({ agreed_by_alumnus_at: new Date() })
      .where('id', '=', id)
      .execute();
    const opened = await open();
    expect(opened.contact).toEqual({ basis: 'continuing_contact', endsOn: '2099-01-31' });
    const interval = await server.database.owner
      .selectFrom('conversation_member')
      .select('expires_at')
      .where('conversation_id', '=', opened.id)
      .where('person_id', '=', alumnus.id)
      .executeTakeFirstOrThrow();
    // The end of the day in the programme's time zone, which is New York's.
    expect(interval.expires_at?.toISOString()).toBe('2099-02-01T05:00:00.000Z');
    expect(await codeOf(say(opened.id, alumnus, 'still here'))).toBe('ok');
    await server.database.owner
      .updateTable('conversation_member')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('conversation_id', '=', opened.id)
      .execute();
    expect(await codeOf(say(opened.id, alumnus, 'too late'))).toBe('membership_ended');
    const past = await historyOf(alumnus, opened.id);
    expect(past.items.some((item) => item.type === 'message')).toBe(true);
    const listed = (await asAlumnus('conversations.list')).find((each) => each.id === opened.id);
    expect(listed?.standing).toBe('past');
  });
});
