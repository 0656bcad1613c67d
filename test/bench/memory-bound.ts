import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf } from './process-cost.js';

const root = '/sys/fs/cgroup';

/** Where groups are made and how their bound is called: in version 2 of control groups, and in version 1. */
function kind(): { parent: string; bound: string } {
  const controllers = join(root, 'cgroup.controllers');
  if (existsSync(controllers) && readFileSync(controllers, 'utf8').includes('memory')) {
    writeFileSync(join(root, 'cgroup.subtree_control'), '+memory');
    return { parent: root, bound: 'memory.max' };
  }
  return { parent: join(root, 'memory'), bound: 'memory.limit_in_bytes' };
}

/**
 * Gives a process, its children and all that they start later so many bytes of memory, the cached pages of the files
 * that they read included. Needs root. @returns what takes the bound away once all of them have ended
 * @throws where control groups cannot be made
 */
export function boundMemory(pid: number, bytes: number): () => void {
  const { parent, bound } = kind();
  const group = join(parent, `homegroup-bench-${pid}`);
  mkdirSync(group);
  writeFileSync(join(group, bound), String(bytes));
  for (const each of [pid, ...childrenOf(pid)]) writeFileSync(join(group, 'cgroup.procs'), String(each));
  return () => rmdirSync(group);
}
