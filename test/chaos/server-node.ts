import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Proxy } from './proxy.js';

export interface NodeOptions {
  /** The folder that holds apps/server/src/main.js. */
  build: string;
  environment: Record<string, string>;
  port: number;
  /** Of PostgreSQL and Redis themselves. */
  postgresPort: number;
  redisPort: number;
  log: string;
  /** Told of the signal or exit code, and whether the process was killed on purpose. */
  onExited: (how: string, killed: boolean) => void;
}

/** One server process on a port of its own, with links of its own to PostgreSQL and Redis. */
export class ServerNode {
  private child: ChildProcess | null = null;
  private ending = false;
  private stopped = false;

  private constructor(
    readonly number: number,
    readonly link: Proxy,
    readonly redisLink: Proxy,
    private readonly options: NodeOptions,
  ) {}

  static async make(number: number, options: NodeOptions): Promise<ServerNode> {
    const { postgresPort, redisPort } = options;
    const links = [await Proxy.start(postgresPort), await Proxy.start(redisPort)] as const;
    const node = new ServerNode(number, ...links, options);
    await node.start();
    return node;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  get running(): boolean {
    return this.child !== null;
  }

  /** Tries until the process listens: while PostgreSQL is away a start is refused, and that is in order. */
  async start(): Promise<void> {
    while (!this.stopped) {
      if (await this.launch()) return;
      await sleep(300);
    }
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.ending = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 8000);
    await ended;
    clearTimeout(late);
    this.ending = false;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.signal('SIGCONT');
    await this.kill('SIGKILL');
    await this.link.stop();
    await this.redisLink.stop();
  }

  /** @returns whether it listens. */
  private async launch(): Promise<boolean> {
    const output = openSync(this.options.log, 'a', 0o600);
    const url = new URL(this.options.environment['DATABASE_APP_URL'] ?? '');
    url.port = String(this.link.port);
    const child = spawn(process.execPath, [join(this.options.build, 'apps/server/src/main.js')], {
      env: {
        PATH: process.env['PATH'],
        ...this.options.environment,
        HOST: '127.0.0.1',
        PORT: String(this.options.port),
        DATABASE_APP_URL: url.toString(),
        REDIS_URL: `redis://127.0.0.1:${this.redisLink.port}`,
      },
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    const listening = await Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
    ]);
    if (!listening) return false;
    this.child = child;
    child.once('exit', (code, signal) => {
      const killed = this.ending || this.child !== child;
      this.options.onExited(String(signal ?? code), killed);
      if (killed) return;
      this.child = null;
      void this.start();
    });
    if (this.stopped) await this.kill();
    return true;
  }
}
