import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A Redis of a test's own, to be killed, frozen and started again. */
export class OwnRedis {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly cluster: string | null,
  ) {}

  /** With `cluster` as a node that can be part of one. */
  static async start({ cluster = false } = {}): Promise<OwnRedis> {
    const folder = cluster ? mkdtempSync(join(tmpdir(), 'homegroup-redis-')) : null;
    // Nodes of a cluster talk to each other at ten thousand above.
    const highest = cluster ? 55_000 : 65_535;
    let port = await freePort();
    while (port > highest) port = await freePort();
    const redis = new OwnRedis(port, folder);
    await redis.revive();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async revive(): Promise<void> {
    const flags = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    if (this.cluster) flags.push('--cluster-enabled', 'yes');
    this.child = spawn('redis-server', flags, { stdio: 'ignore', cwd: this.cluster ?? tmpdir() });
    while (!(await accepts(this.port))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    if (this.cluster) rmSync(this.cluster, { recursive: true, force: true });
  }
}
