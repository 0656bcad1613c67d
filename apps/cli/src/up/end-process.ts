import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const patience = 12_000;

/** Asks a child to end, ever less politely; resolves when it has. */
export async function endProcess(child: ChildProcess, signals: readonly NodeJS.Signals[]): Promise<void> {
  const over = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  for (const signal of signals) {
    if (over()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }
}
