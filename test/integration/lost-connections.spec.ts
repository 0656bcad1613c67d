import { isOutage, openKysely, openPool, UnitOfWork, type Work } from '@homegroup/database';
import { createTestDatabase, type TestDatabase } from '@homegroup/test-support';
import { sql } from 'kysely';
import type pg from 'pg';
import { refusalOf } from '../../apps/server/src/http/error-body.js';
import { Proxy } from '../chaos/proxy.js';

const forgotten = 'Connection terminated: it was forgotten on the way';
const organizationId = '00000000-0000-4000-8000-000000000000';

/** A firewall forgets a connection: nothing on it is answered any more, and new ones are. */
describe('a connection on which nothing is answered', () => {
  let database: TestDatabase;
  let proxy: Proxy;
  let url: string;
  let pool: pg.Pool;
  let unit: UnitOfWork;
  const told: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    const { link, through } = await Proxy.before(database.appUrl);
    proxy = link;
    url = through;
    pool = openPool(url, { max: 1, onError: ({ message }) => told.push(message) });
    unit = new UnitOfWork(openKysely(pool));
  });
  afterAll(async () => {
    await pool?.end();
    await proxy?.stop();
    await database?.drop();
  });

  const lock = (work: Work) => sql`select pg_advisory_xact_lock(1)`.execute(work.db);

  it('is found out, given up and told of, and whoever comes next is answered on another', async () => {
    await unit.run(organizationId, lock);
    proxy.forget();
    const lost = await unit.run(organizationId, lock).catch((error: unknown) => error);
    expect(lost).toEqual(new Error(forgotten));
    expect(isOutage(lost)).toBe(true);
    expect(told).toEqual([forgotten]);
    await unit.run(organizationId, lock);
    expect(told).toHaveLength(1);
  });

  it('is not taken for one on which PostgreSQL is at work, or waits for a lock', async () => {
    told.length = 0;
    const others = openPool(database.appUrl, { max: 2, onError: ({ message }) => told.push(message) });
    try {
      const atWork = others.query('select pg_sleep(5)');
      const inTheWay = others.query('select pg_advisory_xact_lock(1), pg_sleep(4)');
      await unit.run(organizationId, lock);
      await Promise.all([atWork, inTheWay]);
      expect(told).toEqual([]);
    } finally {
      await others.end();
    }
  });

  it('is given up when nothing is answered elsewhere either', async () => {
    told.length = 0;
    await unit.run(organizationId, lock);
    proxy.hole();
    await expect(unit.run(organizationId, lock)).rejects.toThrow('Query read timeout');
    expect(told).toEqual(['Query read timeout']);
    proxy.heal();
    await unit.run(organizationId, lock);
    expect(told).toHaveLength(1);
  });

  it('is told of as it is when the commit was carried out and nobody heard of it', async () => {
    proxy.loseAnswers(1);
    const lost = await unit.run(organizationId, lock).catch((error: unknown) => error);
    expect(proxy.lostAnswers).toBe(1);
    expect(isOutage(lost)).toBe(true);
    expect(refusalOf(lost).refusal).toMatchObject({
      code: 'try_again',
      message: expect.stringContaining('may have been done'),
    });
    await unit.run(organizationId, lock);
  });

  it('keeps nobody from what was locked on it for longer than they wait', async () => {
    const others = openPool(database.appUrl, { max: 1, onError: () => undefined });
    try {
      const cutOff = unit.run(organizationId, async (work) => {
        await lock(work);
        proxy.forget();
        await others.query('select pg_advisory_xact_lock(1)');
        proxy.drop();
      });
      await expect(cutOff).rejects.toThrow();
      proxy.heal();
      await unit.run(organizationId, lock);
    } finally {
      await others.end();
    }
  });

  it('takes with it what idles, so that each of them need not be found out', async () => {
    const wide = openPool(url, { max: 3, onError: ({ message }) => told.push(message) });
    try {
      await Promise.all([1, 2, 3].map(() => wide.query('select pg_sleep(0.1)')));
      expect(wide.idleCount).toBe(3);
      told.length = 0;
      proxy.forget();
      await expect(wide.query('select 1')).rejects.toThrow(forgotten);
      expect(told).toEqual([forgotten, forgotten, forgotten]);
      await wide.query('select 1');
    } finally {
      await wide.end();
    }
  });
});

describe('a connection that breaks between two statements', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let broke: () => void = () => undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.appUrl, { max: 1, onError: () => broke() });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it('counts as Postgres being away for now, and not as a fault of ours; the next one is answered', async () => {
    const unit = new UnitOfWork(openKysely(pool));
    const told = new Promise<void>((resolve) => {
      broke = resolve;
    });
    const pid = async (work: Work) =>
      (await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(work.db)).rows[0]?.pid;
    const broken = unit.run(organizationId, async (work) => {
      await sql`select pg_terminate_backend(${await pid(work)})`.execute(database.owner);
      await told;
      await pid(work);
    });
    expect(isOutage(await broken.catch((error: unknown) => error))).toBe(true);
    expect(await unit.run(organizationId, pid)).toEqual(expect.any(Number));
  });
});
