import { askColumn, openPool } from '@homegroup/database';
import { createTestDatabase, type TestDatabase } from '@homegroup/test-support';
import type pg from 'pg';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 1, onError: () => undefined });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

describe('a statement of one column', () => {
  const counted = (values: unknown[]) =>
    askColumn(pool, {
      name: 'counted',
      text: 'select case when n % 2 = 0 then n::text end from generate_series(1, $1::int) n order by n',
      values,
    });

  it('answers its rows in order, as PostgreSQL writes them, and is asked again under the same name', async () => {
    expect(await counted([4])).toEqual([null, '2', null, '4']);
    expect(await counted([0])).toEqual([]);
    expect(await counted([2])).toEqual([null, '2']);
  });

  it('is rejected with what PostgreSQL says, and the connection serves on', async () => {
    const divide = { name: 'divide', text: 'select 1 / $1::int', values: [0] };
    await expect(askColumn(pool, divide)).rejects.toMatchObject({ code: '22012' });
    await expect(counted(['many'])).rejects.toMatchObject({ code: '22P02' });
    expect(await counted([2])).toEqual([null, '2']);
  });

  it('is rejected when its connection breaks, and the next one has another', async () => {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const asked = askColumn(pool, { name: 'sleep', text: 'select pg_sleep($1)', values: [60] });
    const ended = expect(asked).rejects.toMatchObject({ code: '57P01' });
    await database.owner
      .selectNoFrom((eb) => eb.fn('pg_terminate_backend', [eb.val(rows[0]?.pid)]).as('ended'))
      .execute();
    await ended;
    expect(await counted([2])).toEqual([null, '2']);
  });
});
