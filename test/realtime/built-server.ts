import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestServer } from '@homegroup/test-support';

const root = join(__dirname, '../..');
// One folder per worker: test files that run at the same time do not build over each other.
const output = `dist/realtime-test-${process.env.JEST_WORKER_ID ?? '1'}`;

/** Where `buildServer` puts what is run. */
export const builtServer = join(root, output, 'apps/server/src/main.js');

/** Compiles the server once for the test file that kills its processes. */
export function buildServer(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', 'server', output], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the server was not built:\n${stderr}`);
}

/** A server process of its own, to be killed without warning. */
export class NodeProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Another node on the database, with the keys and the Redis of `besides`. */
  static async start(besides: TestServer, more: Record<string, string> = {}): Promise<NodeProcess> {
    const child = spawn(process.execPath, [builtServer], {
      cwd: root,
      env: { PATH: process.env.PATH, ...besides.environment, ...more },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the server ended with code ${code}`);
      }),
    ])) as [{ listening: string }];
    return new NodeProcess(child, message.listening);
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
    return this.child.exitCode;
  }
}
