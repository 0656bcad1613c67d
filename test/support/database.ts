import { randomBytes } from 'node:crypto';
import { type DB, migrate, openKysely, openPool } from '@homegroup/database';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { testPostgresUrl } from './service-urls.js';

const template = 'homegroup_template';
const appPassword = 'homegroup-test';
// Any fixed number: test files of one run make the template once.
const templateLock = 7_261_944;

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

async function ensureTemplate(superuser: pg.Client): Promise<void> {
  await superuser.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const { rowCount } = await superuser.query(
      'select from pg_database where datname = $1 and datistemplate',
      [template],
    );
    if (rowCount) return;
    await superuser.query(`drop database if exists ${template}`);
    await superuser.query(`create database ${template}`);
    const pool = openPool(withDatabase(testPostgresUrl(), template), { max: 1, onError: () => undefined });
    const owner = openKysely(pool) as unknown as Kysely<never>;
    await migrate(owner, { password: appPassword });
    await owner.destroy();
    await superuser.query(`alter database ${template} is_template true`);
  } finally {
    await superuser.query('select pg_advisory_unlock($1)', [templateLock]);
  }
}

export interface TestDatabase {
  name: string;
  /** As the application's role, under row-level security. */
  appUrl: string;
  /** As the superuser, whom row-level security does not hold: for preparing, looking and tampering. */
  owner: Kysely<DB>;
  drop: () => Promise<void>;
}

/** A new, migrated, empty database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const superuser = new pg.Client(testPostgresUrl());
  await superuser.connect();
  const name = `homegroup_${randomBytes(6).toString('hex')}`;
  try {
    await ensureTemplate(superuser);
    await superuser.query(`create database ${name} template ${template}`);
  } finally {
    await superuser.end();
  }
  const appUrl = new URL(withDatabase(testPostgresUrl(), name));
  appUrl.username = 'homegroup_app';
  appUrl.password = appPassword;
  const owner = openKysely(
    openPool(withDatabase(testPostgresUrl(), name), { max: 4, onError: () => undefined }),
  );
  const drop = async () => {
    await owner.destroy();
    const client = new pg.Client(testPostgresUrl());
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  };
  return { name, appUrl: appUrl.toString(), owner, drop };
}
