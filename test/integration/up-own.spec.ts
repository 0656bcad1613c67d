import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, testPostgresUrl, testRedisUrl } from '@homegroup/test-support';
import pg from 'pg';
import { processesOf, type Running, runCli, startCli, temporaryFolder, untilRunning } from './cli-rig.js';

const oneLine = /^[^\n]+\n$/;
jest.setTimeout(300_000);

const on = (database: string, user?: { name: string; password: string }): string => {
  const url = new URL(testPostgresUrl());
  url.pathname = `/${database}`;
  if (user) [url.username, url.password] = [user.name, user.password];
  return url.toString();
};

async function ask<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

const post = (url: string, path: string, body: unknown) =>
  fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  });

const end = async (up: Running) => {
  up.child.kill('SIGINT');
  expect((await up.finished).code).toBe(0);
};

describe('up on a database and a Redis of one’s own', () => {
  const folder = temporaryFolder();
  const marks = randomBytes(4).toString('hex');
  const [one, other] = [`up_own_${marks}`, `Up-Other ${marks}`];
  /** As a hosted PostgreSQL gives it: owns its database and makes roles, and is no superuser. */
  const landlord = { name: `landlord_${marks}`, password: 'hush' };
  const first = {
    HOMEGROUP_DATA_DIR: join(folder.path, 'first'),
    PORT: '0',
    DATABASE_URL: on(one, landlord),
    REDIS_URL: testRedisUrl(),
    HOMEGROUP_SAMPLE: 'off',
  };
  const second = {
    HOMEGROUP_DATA_DIR: join(folder.path, 'second'),
    PORT: '0',
    DATABASE_URL: on(encodeURIComponent(other)),
  };

  beforeAll(async () => {
    await ask(
      testPostgresUrl(),
      `create role ${landlord.name} login createrole password '${landlord.password}'`,
    );
    await ask(testPostgresUrl(), `create database "${one}" owner ${landlord.name}`);
    await ask(testPostgresUrl(), `create database "${other}"`);
  });
  afterAll(async () => {
    for (const id of await processesOf(folder.path)) process.kill(id, 'SIGKILL');
    await sleep(300);
    for (const name of [one, other])
      await ask(testPostgresUrl(), `drop database if exists "${name}" with (force)`);
    folder.remove();
  });

  it('starts empty without the sample, and says how to make the first organization', async () => {
    const up = startCli(['up'], first);
    const { url, passphrase } = await untilRunning(up);
    expect(passphrase).toBeUndefined();
    const { out } = up.said();
    expect(out).toContain('yours (DATABASE_URL)');
    expect(out).toContain('over Redis');
    expect(out).toContain('npm run homegroup -- organization create --name');
    expect(await (await fetch(`${url}/api/health/ready`)).json()).toEqual({ status: 'ok', redis: 'up' });

    const made = await runCli(
      ['organization', 'create', '--name', 'Lakeside', '--admin-email', 'admin@lakeside.example'],
      first,
    );
    expect([made.code, made.err]).toEqual([0, '']);
    const [, token] = /join#(\S+)/.exec(made.out) ?? [];
    expect(made.out).toContain(`${url}/join#`);
    const password = 'seven otters row past noon';
    expect((await post(url, '/invitation/accept', { token, password })).status).toBe(200);
    const session = await post(url, '/session', { email: 'admin@lakeside.example', password });
    expect(await session.json()).toMatchObject({ me: { role: 'programme_admin' } });
    const imported = await runCli(['import', 'examples/sample-programme.csv'], first);
    expect([imported.code, imported.err]).toEqual([0, '']);
    await end(up);
  });

  it('is completed by the next start when it was killed while migrating or importing', async () => {
    const seen = async (query: string): Promise<boolean> =>
      (await ask<{ seen: boolean }>(second.DATABASE_URL, `select ${query} as seen`))[0]?.seen === true;
    for (const moment of [
      `to_regclass('public.kysely_migration') is not null`,
      `to_regclass('public.log_event') is not null`,
    ]) {
      const broken = startCli(['up'], second);
      while (!(await seen(moment))) await sleep(5);
      broken.child.kill('SIGKILL');
      await broken.finished;
    }
    const importing = startCli(['up'], second);
    while (!(await seen(`exists (select from organization)`))) await sleep(5);
    importing.child.kill('SIGKILL');
    await importing.finished;

    const up = startCli(['up'], second);
    const { url, passphrase } = await untilRunning(up);
    const people = await ask<{ n: string }>(second.DATABASE_URL, 'select count(*) as n from person');
    expect(people).toEqual([{ n: '40' }]);
    const unread = await ask(
      second.DATABASE_URL,
      `select relname from pg_class where relname in ('person', 'conversation_member', 'episode') and reltuples < 1`,
    );
    expect(unread).toEqual([]);
    const credentials = { email: 'k.vance@example.org', password: passphrase };
    expect((await post(url, '/session', credentials)).status).toBe(200);

    // Two installations in one cluster, each with a role that is let into its own database alone.
    const neighbour = startCli(['up'], first);
    const running = await untilRunning(neighbour);
    for (const each of [url, running.url]) expect((await fetch(`${each}/api/health/ready`)).status).toBe(200);
    expect((await post(url, '/session', credentials)).status).toBe(200);
    const user = {
      name: `homegroup_app_${one}`,
      password: (
        JSON.parse(readFileSync(join(first.HOMEGROUP_DATA_DIR, 'secrets.json'), 'utf8')) as {
          applicationPassword: string;
        }
      ).applicationPassword,
    };
    expect(await ask(on(one, user), 'select count(*) as n from person')).toEqual([{ n: '0' }]);
    await expect(ask(on(encodeURIComponent(other), user), 'select from person')).rejects.toThrow(
      /permission denied/,
    );
    await end(neighbour);

    // Another installation's secrets: nothing is touched, and whoever is signed in notices nothing.
    const before = await ask(second.DATABASE_URL, 'select seq, hash from audit_head');
    for (const wrong of [
      { ...second, HOMEGROUP_DATA_DIR: join(folder.path, 'third') },
      { ...first, DATABASE_URL: second.DATABASE_URL },
    ]) {
      const refused = await runCli(['up'], wrong);
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(oneLine);
      expect(refused.err).toContain('KEY_ENCRYPTION_KEY is not the one that this database was made with');
    }
    expect(await ask(second.DATABASE_URL, 'select seq, hash from audit_head')).toEqual(before);
    const role = (
      await ask<{ rolname: string }>(
        testPostgresUrl(),
        `select rolname from pg_roles where rolname like 'homegroup_app_up_other%'`,
      )
    )[0]?.rolname;
    const { applicationPassword } = JSON.parse(
      readFileSync(join(second.HOMEGROUP_DATA_DIR, 'secrets.json'), 'utf8'),
    ) as { applicationPassword: string };
    const itself = on(encodeURIComponent(other), { name: role ?? '', password: applicationPassword });
    expect(await ask(itself, 'select 1 as one')).toEqual([{ one: 1 }]);
    await end(up);
  });

  it('takes over a database in which all of a cluster shared one role', async () => {
    const database = await createTestDatabase();
    const rights = (role: string) =>
      ask<{ may: boolean }>(
        on(database.name),
        `select has_table_privilege('${role}', 'person', 'select, insert')
           and has_function_privilege('${role}', 'audit_append(jsonb)', 'execute') as may`,
      ).then(([row]) => row?.may);
    try {
      const role = `homegroup_app_${database.name}`;
      const migrated = await runCli(['migrate'], {
        DATABASE_URL: on(database.name),
        DATABASE_APP_URL: on(database.name, { name: role, password: 'its own' }),
        KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
        HOMEGROUP_DATA_DIR: folder.path,
      });
      expect(migrated).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' });
      expect([await rights(role), await rights('homegroup_app')]).toEqual([true, false]);
      const own = on(database.name, { name: role, password: 'its own' });
      expect(await ask(own, 'select count(*) as n from log_event')).toEqual([{ n: '0' }]);
      await expect(ask(own, 'delete from log_event')).rejects.toThrow(/permission denied/);
      // Every other database of this cluster is let in as before: its password was not touched.
      expect(await ask(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await database.drop();
    }
  });

  it('refuses a PostgreSQL that is too old, and addresses that are none, in one line', async () => {
    const name = `up_old_${marks}`;
    await ask(testPostgresUrl(), `create database ${name}`);
    try {
      await ask(
        on(name),
        `create schema aged;
         create function aged.current_setting(text) returns text language sql as $$
           select case $1 when 'server_version_num' then '140011' else '14.11' end $$;
         alter database ${name} set search_path = aged, pg_catalog, public`,
      );
      const cases: [string, string][] = [
        [on(name), 'PostgreSQL 14.11 is too old: Homegroup needs 15 or newer.'],
        ['mysql://me:hush@127.0.0.1/x', 'DATABASE_URL is not an address'],
        ['postgres://me:hush@127.0.0.1:5432', 'DATABASE_URL names no database'],
      ];
      for (const [DATABASE_URL, message] of cases) {
        const { code, err } = await runCli(['up'], {
          HOMEGROUP_DATA_DIR: join(folder.path, 'old'),
          PORT: '0',
          DATABASE_URL,
        });
        expect(err).toContain(message);
        expect(err).toMatch(oneLine);
        expect(err).not.toContain('hush');
        expect(code).toBe(1);
      }
    } finally {
      await ask(testPostgresUrl(), `drop database ${name} with (force)`);
    }
  });

  it('makes its embedded cluster anew when it was killed while making it', async () => {
    const data = join(folder.path, 'embedded');
    const environment = { HOMEGROUP_DATA_DIR: data, PORT: '0', HOMEGROUP_SAMPLE: 'off' };
    const halves = () => {
      try {
        return readdirSync(data).filter((name) => name.startsWith('postgres.making-'));
      } catch {
        return [];
      }
    };
    const broken = startCli(['up'], environment);
    while (halves().length === 0) await sleep(2);
    await sleep(100);
    broken.child.kill('SIGKILL');
    await broken.finished;
    expect(halves()).toHaveLength(1);
    const up = startCli(['up'], environment);
    const { url } = await untilRunning(up);
    expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
    expect(halves()).toEqual([]);
    await end(up);
  });
});
