import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

interface Stat {
  parent: number;
  /** Seconds of processor time, user and system. */
  own: number;
  /** The same of its children that have ended. */
  ended: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; what follows the last one is numbers.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / ticksPerSecond;
    return { parent: Number(fields[1]), own: seconds(11), ended: seconds(13) };
  } catch {
    return null;
  }
}

/** Seconds of processor time that these processes have used. */
export const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (statOf(pid)?.own ?? 0), 0);

export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => statOf(each)?.parent === pid);

/** Seconds of processor time of a process, its children, and those of them that have ended. */
export const cpuWithChildren = (pid: number): number =>
  [pid, ...childrenOf(pid)].reduce((sum, each) => {
    const stat = statOf(each);
    return stat ? sum + stat.own + stat.ended : sum;
  }, 0);

/** Bytes that the children of a process have read from a disk, and not from memory. Needs the right to look at them. */
export const readFromDisk = (pid: number): number =>
  childrenOf(pid).reduce((sum, each) => {
    try {
      const found = /^read_bytes: (\d+)$/m.exec(readFileSync(`/proc/${each}/io`, 'utf8'));
      return sum + Number(found?.[1] ?? 0);
    } catch {
      // It ended meanwhile.
      return sum;
    }
  }, 0);

/** Resident memory in bytes. */
export function memoryOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

/** Of everything on this machine: seconds of processor time that were used. To see what else ran. */
export function cpuOfMachine(): number {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = fields;
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}
