import { randomUUID } from 'node:crypto';
import { startServer, TestPeople, type TestPerson, type TestServer } from '@homegroup/test-support';
import { sql } from 'kysely';
import pg from 'pg';

/** Tables without a tenant: the directory of tenants, and the migrations' own. */
const open = ['organization_directory', 'kysely_migration', 'kysely_migration_lock'];

describe('the application’s role', () => {
  let server: TestServer;
  let app: pg.Client;
  let elsewhere: string;
  let tables: string[];
  let stranger: TestPerson;
  beforeAll(async () => {
    server = await startServer();
    elsewhere = await server.addOrganization('meadow', 'Meadow');
    await server.people.addClient({ counselor: await server.people.addStaff('counselor') });
    stranger = await new TestPeople(server.database.owner, elsewhere).addClient();
    await server.openSession(stranger);
    app = new pg.Client(server.database.appUrl);
    await app.connect();
    const { rows } = await sql<{ name: string }>`
      select table_name name from information_schema.tables where table_schema = 'public'`.execute(
      server.database.owner,
    );
    tables = rows.map((row) => row.name).filter((name) => !open.includes(name));
  });
  afterAll(async () => {
    await app.end();
    await server.stop();
  });

  /** In a transaction that is rolled back, under this tenant or none. */
  const within = async <T>(tenant: string | null, run: () => Promise<T>): Promise<T> => {
    await app.query('begin');
    try {
      if (tenant) await app.query(`select set_config('app.organization_id', $1, true)`, [tenant]);
      return await run();
    } finally {
      await app.query('rollback');
    }
  };
  const tenantsIn = async (table: string) => {
    const column = table === 'organization' ? 'id' : 'organization_id';
    const { rows } = await app.query<{ tenant: string }>(
      `select distinct ${column}::text tenant from ${table}`,
    );
    return rows.map((row) => row.tenant);
  };
  const codeOf = (statement: string, values: unknown[] = []) =>
    app.query(statement, values).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  it('sees no row without a tenant, and of a tenant its own rows alone', async () => {
    const seen = new Set<string>();
    for (const table of tables) {
      expect([table, await within(null, () => tenantsIn(table))]).toEqual([table, []]);
      const rows = await within(server.organizationId, () => tenantsIn(table));
      expect([table, rows.filter((tenant) => tenant !== server.organizationId)]).toEqual([table, []]);
      if (rows.length > 0) seen.add(table);
    }
    expect([...seen]).toEqual(expect.arrayContaining(['organization', 'person', 'episode', 'programme']));
  });

  it('forgets the tenant with the transaction', async () => {
    await within(server.organizationId, () => tenantsIn('person'));
    expect(await tenantsIn('person')).toEqual([]);
  });

  it('writes no row of another tenant, and moves none there', async () => {
    const inserted = await within(server.organizationId, () =>
      codeOf('insert into access_clock (organization_id, version) values ($1, 1)', [elsewhere]),
    );
    expect(inserted).toBe('42501');
    const moved = await within(server.organizationId, () =>
      codeOf('update person set organization_id = $1', [elsewhere]),
    );
    expect(moved).toBe('42501');
    const changed = await within(server.organizationId, () =>
      app.query('update person set disabled_at = now() where id = $1', [stranger.id]),
    );
    expect(changed.rowCount).toBe(0);
  });

  it('owns nothing, removes nothing, and changes nothing of what is a record', async () => {
    const { rows: may } = await app.query<{
      name: string;
      owned: boolean;
      remove: boolean;
      change: boolean;
    }>(`
      select c.relname name, pg_get_userbyid(c.relowner) = current_user owned,
        has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate') remove,
        has_any_column_privilege(c.oid, 'update') change
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
    expect(may.filter((table) => table.owned || table.remove)).toEqual([]);
    const changeable = may.filter((table) => table.change).map((table) => table.name);
    for (const record of [
      'log_event',
      'audit_entry',
      'audit_head',
      'account_action',
      'moderation_action',
      'group_agreement',
      'agreement_acceptance',
      'organization',
      'organization_directory',
    ])
      expect(changeable).not.toContain(record);
    for (const statement of [
      `update log_event set kind = 'message:sent'`,
      'delete from log_event',
      'truncate log_event cascade',
      'delete from person',
      `update account_action set kind = 'enabled'`,
    ])
      expect([statement, await codeOf(statement)]).toEqual([statement, '42501']);
  });

  it('makes no conversation of no kind, no pair of one, no room for two, and no event of no kind', async () => {
    const make = (kind: string, participant: string | null, staff: string | null) =>
      within(server.organizationId, () =>
        codeOf(
          `insert into conversation (organization_id, kind, wrapped_key, participant_id, staff_id) values ($1, '${kind}', '', $2, $3)`,
          [server.organizationId, participant, staff],
        ),
      );
    const { id } = stranger;
    expect(await make('direct', id, null)).toBe('23514');
    expect(await make('room', id, id)).toBe('23514');
    expect(await make('square', null, null)).toBe('22P02');
    const event = await within(server.organizationId, () =>
      codeOf(
        `insert into log_event (conversation_id, seq, organization_id, id, kind, at, membership_version) values (gen_random_uuid(), 1, $1, gen_random_uuid(), 'message:thought', now(), 1)`,
        [server.organizationId],
      ),
    );
    expect(event).toBe('22P02');
  });

  it('cannot lift row-level security, take another role, or make anything', async () => {
    for (const statement of [
      'alter table person disable row level security',
      'alter table person no force row level security',
      'drop policy tenant on person',
      'alter role homegroup_app bypassrls',
      `set role ${new URL(process.env.HOMEGROUP_TEST_POSTGRES_URL ?? '').username}`,
      'create table mine (n int)',
      'create function mine() returns int language sql as $$ select 1 $$',
    ])
      expect([statement, await codeOf(statement)]).toEqual([statement, '42501']);
    await app.query('set row_security = off');
    expect(await codeOf('select from person')).toBe('42501');
    await app.query('set row_security = on');
  });

  it('gets nothing of another tenant out of a function, whatever identifiers it passes', async () => {
    const { owner } = server.database;
    const conversation = randomUUID();
    await owner
      .insertInto('conversation')
      .values({ id: conversation, organization_id: elsewhere, kind: 'room', wrapped_key: Buffer.alloc(60) })
      .execute();
    await owner
      .insertInto('notice')
      .values({
        organization_id: elsewhere,
        person_id: stranger.id,
        kind: 'muted',
        sealed: Buffer.alloc(40),
      })
      .execute();
    const mine = server.organizationId;
    const heads = await app.query('select conversation_id from read_heads($1, $2)', [mine, [conversation]]);
    expect(heads.rows).toEqual([{ conversation_id: null }]);
    const compared = async (organizationId: string) => {
      const { rows } = await app.query<{ said: { heads: unknown[]; changes: [string, string, string][] } }>(
        'select read_comparison($1, $2) said',
        [organizationId, [conversation]],
      );
      return { heads: rows[0]?.said.heads, who: rows[0]?.said.changes.map(([, personId]) => personId) };
    };
    expect(await compared(mine)).toMatchObject({ heads: [], who: expect.not.arrayContaining([stranger.id]) });
    expect(await compared(elsewhere)).toMatchObject({
      heads: [[conversation, 0, 0]],
      who: expect.arrayContaining([stranger.id]),
    });
    const news = await app.query('select * from read_news($1, $2, $3, $4, 10)', [
      mine,
      [conversation],
      [0],
      [0],
    ]);
    expect(news.rows).toEqual([]);
    const appended = await app.query<{ outcome: string }>(
      `select outcome from append_batch($1, array[$2::uuid], array[$3::uuid], array[gen_random_uuid()], array[gen_random_uuid()],
        array['message:sent'], array[null::int], array['x'::bytea], array[1::smallint], array['x'::bytea], array['{}'::jsonb], 900)`,
      [mine, conversation, stranger.id],
    );
    expect(appended.rows).toEqual([{ outcome: 'not_found' }]);
    const toldOf = async (organizationId: string) =>
      (
        await app.query<{ person_id: string }>('select * from read_person_news($1)', [organizationId])
      ).rows.map((row) => row.person_id);
    expect(await toldOf(mine)).not.toContain(stranger.id);
    expect(await toldOf(elsewhere)).toContain(stranger.id);
    // What a function set ends with its statement's transaction.
    expect(await tenantsIn('person')).toEqual([]);
  });

  it('reaches no function that runs with its owner’s rights but what appends to the trail and what purges its own tenant', async () => {
    const { rows } = await app.query<{ name: string }>(`
      select p.proname name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege(p.oid, 'execute')`);
    expect(rows.map((row) => row.name).sort()).toEqual(['audit_append', 'purge_spent']);
    const entry = JSON.stringify([{ action: 'forged', outcome: 'allowed', organizationId: elsewhere }]);
    expect(await codeOf('select audit_append($1)', [entry])).not.toBe('done');
    await within(server.organizationId, () => app.query('select audit_append($1)', [entry]));
    const forged = await server.database.owner
      .selectFrom('audit_entry')
      .select('seq')
      .where('organization_id', '=', elsewhere)
      .where('action', '=', 'forged')
      .execute();
    expect(forged).toEqual([]);
  });
});
