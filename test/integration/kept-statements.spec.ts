import { keptAs, openKysely, openPool, UnitOfWork, type Work } from '@homegroup/database';
import { createTestDatabase, type TestDatabase } from '@homegroup/test-support';
import { sql } from 'kysely';
import type pg from 'pg';

let database: TestDatabase;
let pool: pg.Pool;
let unit: UnitOfWork;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 1, onError: () => undefined });
  unit = new UnitOfWork(openKysely(pool));
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const organizationId = '00000000-0000-4000-8000-000000000000';

describe('a statement that is kept', () => {
  const quotient = async (work: Work, divisor: number) => {
    const { rows } = await sql<{
      q: number;
    }>`${keptAs(work, 'quotient')} select 12 / ${divisor}::int as q`.execute(work.db);
    return rows[0]?.q;
  };
  const kept = async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select name from pg_prepared_statements where name <> '' order by name`,
    );
    return rows.map(({ name }) => name);
  };

  it('is planned as it comes where more is done than looking up', async () => {
    expect(await unit.run(organizationId, (work) => quotient(work, 3))).toBe(4);
    expect(await kept()).toEqual([]);
  });

  it('is prepared once among look-ups, and answers other values', async () => {
    expect(await unit.lookUp(organizationId, (work) => quotient(work, 3))).toBe(4);
    expect(await unit.lookUp(organizationId, (work) => quotient(work, 4))).toBe(3);
    const built = unit.lookUp(organizationId, (work) =>
      work.db.selectFrom('organization').modifyFront(keptAs(work, 'organizations')).select('id').execute(),
    );
    expect(await built).toEqual([]);
    expect(await kept()).toEqual(['organizations', 'quotient']);
  });

  it('is rejected with what PostgreSQL says, and serves on', async () => {
    await expect(unit.lookUp(organizationId, (work) => quotient(work, 0))).rejects.toMatchObject({
      code: '22012',
    });
    expect(await unit.lookUp(organizationId, (work) => quotient(work, 2))).toBe(6);
  });

  it('changes nothing for the transaction after it', async () => {
    await unit.lookUp(organizationId, (work) => quotient(work, 3));
    const { rows } = await pool.query(
      `select current_setting('enable_seqscan') as scan, current_setting('plan_cache_mode') as mode, current_setting('app.organization_id', true) as tenant`,
    );
    expect(rows).toEqual([{ scan: 'on', mode: 'auto', tenant: '' }]);
  });

  it('answers after a newer version of the server changed the type of a column, and is kept anew', async () => {
    const versions = (work: Work) =>
      work.db
        .selectFrom('organization')
        .modifyFront(keptAs(work, 'versions'))
        .select('key_version')
        .execute();
    const connection = async () =>
      (await pool.query<{ pid: number }>('select pg_backend_pid() pid')).rows[0]?.pid;
    expect(await unit.lookUp(organizationId, versions)).toEqual([]);
    const before = await connection();
    await sql`alter table organization alter column key_version type int`.execute(database.owner);
    expect(await unit.lookUp(organizationId, versions)).toEqual([]);
    // Whoever kept the old type would refuse each time.
    expect(await connection()).not.toBe(before);
    expect(await unit.lookUp(organizationId, versions)).toEqual([]);
    expect(await kept()).toEqual(['versions']);
  });
});
