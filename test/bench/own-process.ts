import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { commandOn, type Side } from './processors.js';

/** Where the built bench and the built server are: dist/bench. */
export const built = join(import.meta.dirname, '../..');

/** A Node process of the bench, which ends with it. */
export class OwnProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(
    program: string,
    options: {
      environment?: Record<string, string>;
      nodeFlags?: string[];
      directory?: string;
      side?: Side | null;
    } = {},
  ): OwnProcess {
    const flags = [...(options.nodeFlags ?? []), join(built, program)];
    const child = spawn(...commandOn(options.side ?? null, process.execPath, flags), {
      env: { PATH: process.env.PATH, ...options.environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(options.directory && { cwd: options.directory }),
    });
    return new OwnProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The next thing it says. @throws when it ends first */
  async says<T>(): Promise<T> {
    const stop = new AbortController();
    try {
      const [said] = (await Promise.race([
        once(this.child, 'message', { signal: stop.signal }),
        once(this.child, 'exit', { signal: stop.signal }).then(([code]) => {
          throw new Error(`a process of the bench ended with ${code}`);
        }),
      ])) as [T];
      return said;
    } finally {
      stop.abort();
    }
  }

  async ask<T>(question: Serializable): Promise<T> {
    const said = this.says<T>();
    this.child.send(question);
    return said;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), 8000);
    await ended;
    clearTimeout(kill);
  }
}
