import { randomUUID } from 'node:crypto';
import type { Work } from '@homegroup/database';
import type { TestPerson } from '@homegroup/test-support';
import { sql } from 'kysely';
import { type LogRig, startLog } from './log-rig.js';

const events = 60_000;
const longest = 20_000;

/** What the hot statements of the log may cost when it is long: rows by index, however the tables looked when planned. */
describe('plans of the log', () => {
  let log: LogRig;
  let ana: TestPerson;
  let room: string;
  let epoch: string;

  beforeAll(async () => {
    log = await startLog();
    ana = await log.people.addClient();
    room = await log.room(ana);
    for (const table of ['log_event', 'person'])
      await sql`alter table ${sql.id(table)} set (autovacuum_enabled = false)`.execute(log.database.owner);
    epoch = await readEpoch();
    // Plans are made while everything is small, and must still serve when it is not.
    for (const [, run] of uses(await head())) await run();
    const others = await Promise.all(Array.from({ length: 8 }, () => log.room(ana)));
    await fill(room, longest);
    for (const other of others) await fill(other, (events - longest) / others.length);
  });
  afterAll(() => log.stop());

  const fill = async (conversationId: string, count: number) => {
    await sql`
      insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, target_seq, at, membership_version)
      select c.id, c.head + n, c.organization_id, gen_random_uuid(), 'message:sent', ${ana.id}::uuid, gen_random_uuid(),
        case when n % 10 = 0 then c.head + n - 1 end, now(), c.membership_version
      from conversation c, generate_series(1, ${count}::int) n where c.id = ${conversationId}`.execute(
      log.database.owner,
    );
    await sql`update conversation set head = head + ${count} where id = ${conversationId}`.execute(
      log.database.owner,
    );
  };

  const use = () => log.queue.append(log.draft(room, ana, 'a word'));

  const read = async (columns: string, table: string): Promise<number> => {
    await Promise.all(Array.from({ length: 6 }, () => log.pool.query('select pg_stat_force_next_flush()')));
    await sql`select pg_stat_force_next_flush()`.execute(log.database.owner);
    const { rows } = await sql<{ n: number }>`
      select (${sql.raw(columns)})::int as n from pg_stat_user_tables where relname = ${table}`.execute(
      log.database.owner,
    );
    return rows[0]?.n ?? 0;
  };

  /** How many rows of the table were touched, by scan and by index, while `run` ran. */
  const touched = async (
    run: () => Promise<unknown>,
    table = 'log_event',
  ): Promise<{ scanned: number; fetched: number }> => {
    const scanned = await read('seq_tup_read', table);
    const fetched = await read('idx_tup_fetch', table);
    await run();
    return {
      scanned: (await read('seq_tup_read', table)) - scanned,
      fetched: (await read('idx_tup_fetch', table)) - fetched,
    };
  };
  const readEpoch = async () => {
    const { rows } = await sql<{ epoch: string }>`
      select log_epoch as epoch from organization where id = ${log.organizationId}`.execute(
      log.database.owner,
    );
    return rows[0]?.epoch ?? '';
  };
  const reader = () => ({ organizationId: log.organizationId, personId: ana.id });
  const head = async () => (await use()).seq;
  const uses = (last: number): Array<[string, () => Promise<unknown>]> => [
    ['append', use],
    ['open', () => log.readLog.follow(reader(), [{ conversationId: room, after: null }])],
    ['page back', () => log.readLog.page(reader(), room, { before: Math.ceil(last / 2), limit: 50 })],
    [
      'resume',
      () =>
        log.readLog.follow(reader(), [
          { conversationId: room, after: { epoch, seq: Math.max(1, last - 20) } },
        ]),
    ],
  ];

  it('touch few rows and scan none, before the first analyze as well as after it', async () => {
    const last = await head();
    for (const when of ['without statistics', 'with statistics']) {
      if (when === 'with statistics') await sql`analyze log_event`.execute(log.database.owner);
      for (const [what, run] of uses(last)) {
        const { scanned, fetched } = await touched(run);
        expect({ when, what, scanned, fetched: fetched < 1000 ? 'few' : fetched }).toEqual({
          when,
          what,
          scanned: 0,
          fetched: 'few',
        });
      }
    }
  });

  it('find a person among thousands that no statistics tell of', async () => {
    await sql`
      insert into person (organization_id, email, legal_name, display_name)
      select ${log.organizationId}::uuid, 'p' || n || '@example.org', 'P', 'p' || n from generate_series(1, 5000) n`.execute(
      log.database.owner,
    );
    const lookups: Array<[string, (work: Work) => Promise<unknown>]> = [
      ['one', (work) => work.db.selectFrom('person').select('id').where('id', '=', ana.id).execute()],
      [
        'several',
        (work) =>
          work.db.selectFrom('person').select('id').where('id', 'in', [ana.id, randomUUID()]).execute(),
      ],
      [
        'by address',
        (work) => work.db.selectFrom('person').select('id').where('email', '=', ana.email).execute(),
      ],
      [
        'the members of a room',
        (work) =>
          work.db
            .selectFrom('conversation_member as m')
            .innerJoin('person as p', 'p.id', 'm.person_id')
            .select('p.id')
            .where('m.conversation_id', '=', room)
            .execute(),
      ],
    ];
    for (const [what, run] of lookups) {
      const { scanned, fetched } = await touched(() => log.unit.run(log.organizationId, run), 'person');
      expect({ what, scanned, fetched: fetched < 20 ? 'few' : fetched }).toEqual({
        what,
        scanned: 0,
        fetched: 'few',
      });
    }
  });

  it('read news by index', async () => {
    const last = await head();
    const { scanned, fetched } = await touched(() =>
      log.pool.query('select * from read_news($1, $2::uuid[], $3::int[], $4::int[], 300)', [
        log.organizationId,
        [room],
        [last - 20],
        [-1],
      ]),
    );
    expect(scanned).toBe(0);
    expect(fetched).toBeLessThan(1000);
  });

  it('compare by index what thousands of memberships and notices stand beside', async () => {
    const { owner } = log.database;
    const compare = () =>
      log.pool.query({
        name: 'read-comparison',
        text: 'select read_comparison($1, $2::uuid[])',
        values: [log.organizationId, [room]],
      });
    // Each connection plans it in an empty house.
    await Promise.all(Array.from({ length: 6 }, compare));
    await sql`
      insert into conversation_member (conversation_id, organization_id, person_id, from_seq, to_seq, from_version, to_version, joined_at, left_at)
      select ${room}::uuid, organization_id, id, 1, 2, 1, 2, now() - interval '2 days', now() - interval '1 day'
      from person where email like 'p%@example.org'`.execute(owner);
    await sql`
      insert into notice (organization_id, person_id, kind, sealed, at)
      select organization_id, id, 'muted', '\\x00'::bytea, now() - interval '1 day' from person`.execute(
      owner,
    );
    for (const table of ['conversation_member', 'notice', 'conversation', 'organization']) {
      const { scanned, fetched } = await touched(compare, table);
      expect({ table, scanned, fetched: fetched < 20 ? 'few' : fetched }).toEqual({
        table,
        scanned: 0,
        fetched: 'few',
      });
    }
  });

  it('show no sequential scan when explained', async () => {
    const explain = async (statement: string) => {
      const client = await log.pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.organization_id', $1, true)`, [log.organizationId]);
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${statement}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    const statements = [
      `select seq from log_event where conversation_id = '${room}' and author_id = '${ana.id}' and client_id = '${randomUUID()}'`,
      `select * from log_event where conversation_id = '${room}' and seq > 19000 order by seq limit 300`,
      `select * from log_event where conversation_id = '${room}' and seq < 10000 order by seq desc limit 51`,
      `select * from log_event where conversation_id = '${room}' and target_seq = 9999`,
    ];
    for (const statement of statements) expect(await explain(statement)).not.toMatch(/Seq Scan on log_event/);
  });
});
