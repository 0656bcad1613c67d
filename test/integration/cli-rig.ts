import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(__dirname, '../..');
const main = join(root, 'dist/apps/cli/src/main.js');

export interface Finished {
  code: number | null;
  out: string;
  err: string;
}

export interface Running {
  child: ChildProcess;
  said: () => { out: string; err: string };
  finished: Promise<Finished>;
}

/** The built command line as a child process, with no variable of this one but PATH. */
export function startCli(args: string[], environment: Record<string, string> = {}): Running {
  if (!existsSync(main)) throw new Error(`${main} is missing: run "npm run build:server" first.`);
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, said: () => ({ out, err }), finished };
}

export const runCli = (args: string[], environment?: Record<string, string>): Promise<Finished> =>
  startCli(args, environment).finished;

/** A folder that PostgreSQL's user may enter too. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'homegroup-up-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Waits until `up` has said where it runs. */
export async function untilRunning(up: Running): Promise<{ url: string; passphrase: string | undefined }> {
  for (let waited = 0; waited < 600; waited += 1) {
    const { out, err } = up.said();
    const url = /running at (\S+)/.exec(out)?.[1];
    if (url && out.includes('Ctrl-C')) return { url, passphrase: /passphrase (\S+)/.exec(out)?.[1] };
    if (up.child.exitCode !== null) throw new Error(`up ended with ${up.child.exitCode}: ${err}`);
    await sleep(100);
  }
  throw new Error('up does not get ready');
}

/** Processes whose command line or environment names the folder: all that an `up` on it started. */
export async function processesOf(folder: string): Promise<number[]> {
  const { readdir } = await import('node:fs/promises');
  const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0 && id !== process.pid);
  return ids.filter((id) => {
    try {
      const about = readFileSync(`/proc/${id}/cmdline`, 'utf8') + readFileSync(`/proc/${id}/environ`, 'utf8');
      return about.includes(folder);
    } catch {
      return false;
    }
  });
}
