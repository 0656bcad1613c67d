import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestServer } from '@homegroup/test-support';
import { builtServer } from './built-server.js';

/** Milliseconds; long, because the machine may be busy. */
const patience = 120_000;

interface LogLine {
  level: number;
  context?: string;
  msg: string;
}

/** A server process of its own, whose log and metrics are read and which can be frozen and killed. */
export class ServerProcess {
  readonly log: LogLine[] = [];
  /** What it wrote besides its log. */
  readonly said: string[] = [];
  /** Empty until it is known to listen. */
  url = '';
  private metricsUrl = '';
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface(stream).on('line', (line) => this.read(line));
    child.once('exit', () => this.check());
  }

  /** `flags` are Node's own. It may not listen yet. */
  static start(environment: Record<string, string>, flags: readonly string[] = []): ServerProcess {
    const child = spawn(process.execPath, [...flags, builtServer], {
      env: { PATH: process.env.PATH, ...environment, METRICS_PORT: '0', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new ServerProcess(child);
  }

  /** Another node on the database, with the keys and the Redis of `server`, that listens. */
  static async beside(server: TestServer, more: Record<string, string> = {}): Promise<ServerProcess> {
    const node = ServerProcess.start({ ...server.environment, ...more });
    await node.listening();
    return node;
  }

  /** Resolves with its URL. */
  async listening(): Promise<string> {
    const prefix = 'Listening on ';
    await this.until(() => this.linesOf('Server').some((msg) => msg.startsWith(prefix)));
    const line = this.linesOf('Server').find((msg) => msg.startsWith(prefix));
    this.url = line?.slice(prefix.length) ?? '';
    return this.url;
  }

  /** Messages of one part that say more than information, and what it said when they were over. */
  linesOf(context: string): string[] {
    return this.log.filter((line) => line.context === context).map((line) => line.msg);
  }

  /** Warnings and errors. */
  get faults(): string[] {
    return this.log.filter(({ level }) => level >= 40).map(({ context, msg }) => `${context}: ${msg}`);
  }

  /** Resolves when `holds`, which is asked at every line; rejects when the process has ended before. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const told = () => [...this.said, ...this.log.map(({ msg }) => msg)].join('\n');
      const end = (settle: () => void) => {
        clearTimeout(late);
        this.waiting.delete(check);
        settle();
      };
      const late = setTimeout(() => end(() => reject(new Error(`waited in vain:\n${told()}`))), patience);
      const check = () => {
        if (holds()) end(resolve);
        else if (!this.running) end(() => reject(new Error(`the server has ended:\n${told()}`)));
      };
      this.waiting.add(check);
      check();
    });
  }

  async metric(sample: string): Promise<number> {
    await this.until(() => this.metricsUrl !== '');
    const text = await (await fetch(this.metricsUrl)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
    if (!line) throw new Error(`there is no ${sample}`);
    return Number(line.split(' ').at(-1));
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  tell(message: object): void {
    this.child.send(message);
  }

  /** Asks it to end, and resolves with its code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
    return this.child.exitCode;
  }

  private read(text: string): void {
    try {
      const line = JSON.parse(text) as LogLine;
      this.log.push(line);
      if (line.context === 'Metrics') this.metricsUrl = /http\S+/.exec(line.msg)?.[0] ?? '';
    } catch {
      this.said.push(text);
    }
    this.check();
  }

  private check(): void {
    for (const check of this.waiting) check();
  }
}
