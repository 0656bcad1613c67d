import { randomUUID } from 'node:crypto';
import { HomegroupError } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type LogRig, startLog } from './log-rig.js';

let log: LogRig;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  log = await startLog();
  counselor = await log.people.addStaff('counselor');
  ana = await log.people.addClient();
  ben = await log.people.addClient();
  stranger = await log.people.addClient();
});
afterAll(() => log?.stop());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof HomegroupError ? error.code : String(error)),
  );

describe('appending', () => {
  it('numbers what is written at once without gaps, each receipt once, in the order of one author', async () => {
    const room = await log.room(counselor, ana, ben);
    const sends = Array.from({ length: 300 }, (_, n) =>
      log.queue.append(log.draft(room, n % 2 ? ana : ben, `word ${n}`)),
    );
    const receipts = await Promise.all(sends);
    const numbers = receipts.map((receipt) => receipt.seq);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n + 4));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('returns the first receipt for a retry, also in the same batch, and refuses other content', async () => {
    const room = await log.room(counselor, ana);
    const first = log.draft(room, ana, 'only once');
    const [one, two] = await Promise.all([log.queue.append(first), log.queue.append(first)]);
    expect(two).toEqual(one);
    expect(await log.queue.append(first)).toEqual(one);
    expect(await codeOf(log.queue.append({ ...first, body: 'something else' }))).toBe('conflict');
    const stored = await log.database.owner
      .selectFrom('log_event')
      .select('id')
      .where('conversation_id', '=', room)
      .where('kind', '=', 'message:sent')
      .execute();
    expect(stored).toHaveLength(1);
  });

  it('gives each input its own outcome: a refused one takes no number and fails no neighbour', async () => {
    const room = await log.room(counselor, ana, ben);
    await log.unit.run(log.organizationId, (work) =>
      log.writer.muteMember(work, {
        conversationId: room,
        personId: ben.id,
        until: new Date(Date.now() + 60_000),
        authorId: counselor.id,
      }),
    );
    const outcomes = await Promise.all([
      codeOf(log.queue.append(log.draft(room, ana, 'one'))),
      codeOf(log.queue.append(log.draft(room, ben, 'muted'))),
      codeOf(log.queue.append(log.draft(room, stranger, 'not here'))),
      codeOf(log.queue.append(log.draft(randomUUID(), ana, 'nowhere'))),
      codeOf(log.queue.append(log.draft(room, ana, 'to nothing', { target: 9999 }))),
      codeOf(log.queue.append(log.draft(room, ana, 'hello', { detail: { mentions: [stranger.id] } }))),
      codeOf(log.queue.append(log.draft(room, ana, 'two'))),
    ]);
    expect(outcomes).toEqual(['ok', 'muted', 'not_found', 'not_found', 'not_found', 'invalid_input', 'ok']);
    const head = await log.database.owner
      .selectFrom('conversation')
      .select('head')
      .where('id', '=', room)
      .executeTakeFirstOrThrow();
    expect(head.head).toBe(6);
  });

  it('refuses the locked, the gated, those who left and another author, and lets moderators through a lock', async () => {
    const room = await log.room(counselor, ana, ben);
    const said = await log.queue.append(log.draft(room, ana, 'mine'));
    const change = { kind: 'message:edited' as const, target: said.seq };
    expect(await codeOf(log.queue.append(log.draft(room, ben, 'not yours', change)))).toBe('not_allowed');
    await log.unit.run(log.organizationId, (work) =>
      log.writer.append(work, { conversationId: room, kind: 'room:locked', authorId: counselor.id }),
    );
    expect(await codeOf(log.queue.append(log.draft(room, ana, 'no')))).toBe('room_locked');
    expect(await codeOf(log.queue.append(log.draft(room, counselor, 'yes')))).toBe('ok');
    await log.unit.run(log.organizationId, async (work) => {
      await log.writer.append(work, { conversationId: room, kind: 'room:unlocked', authorId: counselor.id });
      await log.writer.gateMembers(work, {
        conversationId: room,
        authorId: counselor.id,
        version: 2,
        exceptPersonIds: [counselor.id],
      });
      await log.writer.closeInterval(work, {
        conversationId: room,
        personId: ben.id,
        authorId: counselor.id,
      });
    });
    expect(await codeOf(log.queue.append(log.draft(room, ana, 'no')))).toBe('agreement_required');
    expect(await codeOf(log.queue.append(log.draft(room, ben, 'no')))).toBe('membership_ended');
    await log.unit.run(log.organizationId, (work) =>
      log.writer.liftGate(work, { conversationId: room, personId: ana.id }),
    );
    expect(await codeOf(log.queue.append(log.draft(room, ana, 'yes')))).toBe('ok');
  });

  it('keeps the edit window and leaves a removed message alone', async () => {
    const room = await log.room(ana);
    const said = await log.queue.append(log.draft(room, ana, 'first'));
    const edit = () =>
      log.queue.append(log.draft(room, ana, 'second', { kind: 'message:edited', target: said.seq }));
    expect(await codeOf(edit())).toBe('ok');
    await log.database.owner
      .updateTable('log_event')
      .set({ at: new Date(Date.now() - 901_000) })
      .where('conversation_id', '=', room)
      .where('seq', '=', said.seq)
      .execute();
    expect(await codeOf(edit())).toBe('edit_window_over');
    const remove = { kind: 'message:removed' as const, target: said.seq, detail: { by: 'author' } };
    expect(await codeOf(log.queue.append(log.draft(room, ana, null, remove)))).toBe('ok');
    expect(await codeOf(edit())).toBe('not_found');
  });

  it('accepts nothing by a muted or removed person above the mute or removal, under concurrent sends', async () => {
    for (let round = 0; round < 4; round += 1) {
      const room = await log.room(counselor, ana, ben);
      const receipts: number[] = [];
      const storm = { over: false };
      const flood = async () => {
        while (!storm.over)
          await log.queue.append(log.draft(room, ben, 'again')).then(
            (receipt) => receipts.push(receipt.seq),
            () => undefined,
          );
      };
      const floods = [flood(), flood(), flood()];
      while (receipts.length < 5 + round * 3) await new Promise((resolve) => setImmediate(resolve));
      const written = await log.unit.run(log.organizationId, (work) =>
        round % 2
          ? log.writer.closeInterval(work, { conversationId: room, personId: ben.id, authorId: counselor.id })
          : log.writer.muteMember(work, {
              conversationId: room,
              personId: ben.id,
              until: new Date(Date.now() + 60_000),
              authorId: counselor.id,
            }),
      );
      expect(await codeOf(log.queue.append(log.draft(room, ben, 'late')))).toBe(
        round % 2 ? 'membership_ended' : 'muted',
      );
      storm.over = true;
      await Promise.all(floods);
      const boundary = written?.seq ?? 0;
      expect(receipts.filter((seq) => seq > boundary)).toEqual([]);
    }
  });

  it('answers "try again" when the connection breaks while the batch is under way, and a retry finds the truth', async () => {
    const room = await log.room(ana);
    const draft = log.draft(room, ana, 'was it written?');
    await log.queue.append(log.draft(room, ana, 'warm'));
    const holder = await log.pool.connect();
    await holder.query('begin');
    await holder.query(`select set_config('app.organization_id', $1, true)`, [log.organizationId]);
    await holder.query('select from conversation where id = $1 for update', [room]);
    const outcome = codeOf(log.queue.append(draft));
    const { sql } = await import('kysely');
    let killed = 0;
    while (killed === 0) {
      const { rows } = await sql<{ killed: number }>`
        select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
        where datname = ${log.database.name} and query like '%append_entry%' and wait_event_type = 'Lock'`.execute(
        log.database.owner,
      );
      killed = rows[0]?.killed ?? 0;
    }
    expect(await outcome).toBe('try_again');
    await holder.query('rollback');
    holder.release();
    const receipt = await log.queue.append(draft);
    expect(await log.queue.append(draft)).toEqual(receipt);
  });

  it('looks rows up by index however small the tables were when the plan was made', async () => {
    const { sql } = await import('kysely');
    const room = await log.room(ana);
    await log.queue.append(log.draft(room, ana, 'planned while small'));
    await sql`
      insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, at, membership_version)
      select ${room}::uuid, n + 1000, ${log.organizationId}::uuid, gen_random_uuid(), 'message:sent', ${ben.id}::uuid,
        gen_random_uuid(), now(), 1 from generate_series(1, 30000) n`.execute(log.database.owner);
    const scans = async () => {
      const { rows } = await sql<{ scans: number }>`
        select seq_tup_read::int as scans from pg_stat_user_tables where relname = 'log_event'`.execute(
        log.database.owner,
      );
      return rows[0]?.scans ?? 0;
    };
    await sql`select pg_stat_force_next_flush()`.execute(log.database.owner);
    const before = await scans();
    for (let n = 0; n < 20; n += 1) await log.queue.append(log.draft(room, ana, `after growth ${n}`));
    await log.pool.query('select pg_stat_force_next_flush()');
    await sql`select pg_stat_clear_snapshot()`.execute(log.database.owner);
    expect((await scans()) - before).toBeLessThan(30_000);
  });
});
