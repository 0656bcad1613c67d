import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { isRunning } from '../data-directory.js';
import { embeddedUrl, type ensureSecrets, rememberedPort, rememberPort } from '../installation.js';
import { OperatorError } from '../operator-error.js';
import { endProcess } from './end-process.js';
import { freePort, tryPort } from './ports.js';
import { type Account, postgresAccount } from './postgres-account.js';
import { type PostgresPlace, postgresPlace } from './postgres-place.js';

const host = '127.0.0.1';
const owner = 'homegroup_owner';

export interface RunningPostgres {
  url: string;
  process: ChildProcess;
  stop: () => Promise<void>;
}

/**
 * Starts the installation's own PostgreSQL, making its cluster the first time. In a session of its own, so that
 * Ctrl-C in a terminal reaches the server first and PostgreSQL is stopped after it.
 */
export async function startPostgres(
  directory: string,
  secrets: ReturnType<typeof ensureSecrets>,
): Promise<RunningPostgres> {
  const account = postgresAccount();
  const place = postgresPlace(directory, account);
  await endLeftOver(place.cluster);
  if (!existsSync(join(place.cluster, 'PG_VERSION')))
    await makeCluster(place, account, secrets.ownerPassword);
  const remembered = rememberedPort(directory);
  const isFree = remembered !== undefined && 'port' in (await tryPort(host, remembered));
  const port = isFree ? remembered : await freePort(host);
  rememberPort(directory, port);

  const log = join(directory, 'postgres.log');
  const url = embeddedUrl(secrets, port);
  // What a killed PostgreSQL left in memory is held for a moment by its last processes: then the next try succeeds.
  for (let attempt = 1; ; attempt += 1) {
    const child = launch(place, account, port, log);
    const stop = () => endProcess(child, ['SIGINT', 'SIGQUIT', 'SIGKILL']);
    const answer = await isReady(url, child);
    if (answer === 'ready') return { url, process: child, stop };
    await stop();
    if (answer === 'other password')
      throw new OperatorError(
        `The database in ${place.cluster} was made with another secrets.json, and only that one has its keys: put it back into ${directory}, or move the database's folder away to begin with a new one.`,
      );
    const said = readFileSync(log, 'utf8');
    if (attempt < 5 && /shared memory|lock file/.test(said)) await sleep(1000);
    else throw new OperatorError(`PostgreSQL did not start: ${lastWords(said)} (all of it is in ${log})`);
  }
}

function launch(place: PostgresPlace, account: Account | null, port: number, log: string): ChildProcess {
  const settings = {
    listen_addresses: host,
    unix_socket_directories: '',
    max_connections: '100',
    log_timezone: 'UTC',
  };
  const output = openSync(log, 'w', 0o600);
  const child = spawn(
    join(place.programs, 'postgres'),
    [
      '-D',
      place.cluster,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...account, cwd: place.cluster, detached: true, stdio: ['ignore', output, output], env: quiet() },
  );
  closeSync(output);
  return child;
}

/** `ready`: the database exists and answers. `silent`: the process ended meanwhile, or nothing answered within 60 seconds. */
async function isReady(url: string, child: ChildProcess): Promise<'ready' | 'silent' | 'other password'> {
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    if (failed || child.exitCode !== null || child.signalCode !== null) return 'silent';
    const client = new pg.Client({ connectionString: maintenance.toString(), connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query("select from pg_database where datname = 'homegroup'");
      if (!rowCount) await client.query('create database homegroup');
      return 'ready';
    } catch (error) {
      // What PostgreSQL itself refuses does not get better by waiting, except while it is starting.
      const { code } = error as { code?: string };
      if (code?.startsWith('28')) return 'other password';
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return 'silent';
}

/**
 * Beside its place, and moved there once it is whole: what a start left that was killed meanwhile is taken away, and
 * an `initdb` which still runs for it spoils nothing.
 */
async function makeCluster(place: PostgresPlace, account: Account | null, password: string): Promise<void> {
  const file = join(tmpdir(), `homegroup-${process.pid}-${Date.now()}`);
  const half = `${place.cluster}.making-`;
  for (const name of readdirSync(dirname(half)))
    if (name.startsWith(basename(half))) rmSync(join(dirname(half), name), { recursive: true, force: true });
  const made = `${half}${process.pid}-${Date.now()}`;
  mkdirSync(made, { mode: 0o700 });
  writeFileSync(file, password, { mode: 0o600, flag: 'wx' });
  try {
    if (account) {
      chownSync(file, account.uid, account.gid);
      chownSync(made, account.uid, account.gid);
      chmodSync(made, 0o700);
    }
    await promisify(execFile)(
      join(place.programs, 'initdb'),
      [
        `--pgdata=${made}`,
        '--auth=scram-sha-256',
        `--username=${owner}`,
        `--pwfile=${file}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...account, cwd: place.programs, env: quiet() },
    );
    // Nothing has ever run in what is there without a PG_VERSION.
    rmSync(place.cluster, { recursive: true, force: true });
    renameSync(made, place.cluster);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new OperatorError(`The embedded database could not be made: ${lastWords(stderr || message)}`);
  } finally {
    unlinkSync(file);
  }
}

/** A PostgreSQL that outlived a killed `up` is stopped; a note of one that is gone is taken away. */
async function endLeftOver(cluster: string): Promise<void> {
  const note = join(cluster, 'postmaster.pid');
  if (!existsSync(note)) return;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isRunning(pid, /postgres/)) {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      process.kill(pid, signal);
      for (let waited = 0; waited < 100 && isRunning(pid, /postgres/); waited += 1) await sleep(100);
      if (!isRunning(pid, /postgres/)) break;
    }
  }
  rmSync(note, { force: true });
}

const quiet = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

const lastWords = (text: string): string => {
  const lines = text.trim().split('\n');
  const said = lines.findLast((line) => /FATAL|error/i.test(line)) ?? lines.at(-1) ?? '';
  return said.replace(/^.*?(FATAL|initdb: error): */, '').trim() || 'it said nothing';
};
