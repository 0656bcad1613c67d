import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from './operator-error.js';

/** The repository, seen from `dist/apps/cli/src`. */
export const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Where this installation keeps everything: HOMEGROUP_DATA_DIR, else `data` in the repository, else, when that is
 * not writable, `~/.local/share/homegroup`. Made when it is missing, open to its owner alone.
 */
export function dataDirectory(environment: NodeJS.ProcessEnv): string {
  const given = environment.HOMEGROUP_DATA_DIR;
  if (given) return make(resolve(given));
  const own = join(repository, 'data');
  try {
    return make(own);
  } catch {
    return make(join(homedir(), '.local/share/homegroup'));
  }
}

function make(directory: string): string {
  try {
    if (!existsSync(directory)) {
      mkdirSync(directory, { recursive: true });
      chmodSync(directory, 0o700);
    }
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return directory;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `The data directory ${directory} cannot be used (${code}): set HOMEGROUP_DATA_DIR to another.`,
    );
  }
}

/**
 * Keeps a second `up` away from the directory until `release` is called. The lock of a process that was killed is
 * taken over. @throws OperatorError naming the process that holds it
 */
export function lockDataDirectory(directory: string): { release: () => void } {
  const file = join(directory, 'up.lock');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return {
        release: () => {
          if (holder(file) === process.pid) rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = holder(file);
      if (pid !== undefined && pid !== process.pid && isRunning(pid, /homegroup|apps\/cli|main\.js/))
        throw new OperatorError(
          `Homegroup already runs on ${directory} (process ${pid}): stop that one, or set HOMEGROUP_DATA_DIR to another directory.`,
        );
      rmSync(file, { force: true });
    }
  }
  throw new OperatorError(`The lock ${file} cannot be taken: is another start under way?`);
}

function holder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process lives and, where the system tells, is what is expected: numbers are given out again. */
export function isRunning(pid: number, command: RegExp): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // A process that has ended and is not yet collected has an empty line.
    return command.test(line);
  } catch {
    return !existsSync('/proc/self/cmdline');
  }
}
