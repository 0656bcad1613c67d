import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../data-directory.js';
import { OperatorError } from '../operator-error.js';
import { endProcess } from './end-process.js';

const largestLog = 20_000_000;

export interface RunningServer {
  process: ChildProcess;
  stop: () => Promise<void>;
}

/**
 * Starts the server in a session of its own, which ends by itself when this process is gone. Resolves once it
 * listens; its log goes to `log`. @throws OperatorError with the server's own line when it cannot start
 */
export async function startServer(environment: NodeJS.ProcessEnv, log: string): Promise<RunningServer> {
  const tooLong = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLog;
  const output = openSync(log, tooLong ? 'w' : 'a', 0o600);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(repository, 'dist/apps/server/src/main.js')],
    {
      cwd: repository,
      env: environment,
      detached: true,
      stdio: ['ignore', output, 'pipe', 'ipc'],
    },
  );
  closeSync(output);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000);
  });
  const stop = () => endProcess(child, ['SIGTERM', 'SIGKILL']);
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new OperatorError(why));
    const slow = setTimeout(() => {
      void stop();
      fail(`The server did not start within 60 seconds: see ${log}.`);
    }, 60_000);
    child.once('error', (error) => fail(`The server could not be started: ${error.message}`));
    child.once('close', () => {
      clearTimeout(slow);
      fail(said.trim().replace(/\s*\n\s*/g, ' ') || `The server ended while it was starting: see ${log}.`);
    });
    child.on('message', (message) => {
      if (typeof message !== 'object' || !('listening' in message)) return;
      clearTimeout(slow);
      resolve();
    });
  });
  return { process: child, stop };
}
