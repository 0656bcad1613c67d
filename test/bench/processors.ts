import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { childrenOf } from './process-cost.js';

/** Whoever serves, with what it keeps its data in; or who drives and holds all members. */
export type Side = 'serving' | 'driving';

const processorsOf = (side: Side): string => (side === 'serving' ? '0' : `1-${cpus().length - 1}`);

/** What to do where sides cannot have processors of their own; null where they can. */
export const missingProcessors = (): string | null =>
  cpus().length > 1 ? null : 'This machine has one processor: --apart needs a second one for the driver.';

/** The same program on its side's processors only, with all that it starts; on any where `side` is null. By `taskset` of util-linux. */
export const commandOn = (side: Side | null, program: string, args: string[]): [string, string[]] =>
  side === null ? [program, args] : ['taskset', ['--cpu-list', processorsOf(side), program, ...args]];

/** For what runs already: itself, its threads, its children, and all that they start later. @throws when it cannot be moved */
export function moveTo(side: Side, pid: number): void {
  for (const each of [pid, ...childrenOf(pid)]) {
    const { status } = spawnSync('taskset', [
      '--all-tasks',
      '--cpu-list',
      '--pid',
      processorsOf(side),
      String(each),
    ]);
    // A child may have ended meanwhile.
    if (status !== 0 && existsSync(`/proc/${each}`)) throw new Error(`process ${each} cannot be moved`);
  }
}
