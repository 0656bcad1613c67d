import { execFileSync } from 'node:child_process';
import { OperatorError } from '../operator-error.js';

export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then as the user `postgres`, who is made when missing. Null for anybody else. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  try {
    return find() ?? create();
  } catch {
    throw new OperatorError(
      'PostgreSQL does not run as root and no user "postgres" could be made: start as another user.',
    );
  }
}

function find(): Account | null {
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
}

function create(): Account {
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  return { uid: ask('-u'), gid: ask('-g') };
}

const ask = (flag: string): number =>
  Number(
    execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
  );
