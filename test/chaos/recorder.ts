import type { Entry } from './checker/history.js';

/** Milliseconds of the wall clock, never going back. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Keeps the history in the order of observation, and counts what a run must have seen to count. */
export class Recorder {
  readonly entries: Entry[] = [];
  readonly counts = { cuts: 0, resumes: 0, snapshots: 0, connections: 0, mutes: 0 };
  private ops = 0;

  add(entry: Entry): void {
    this.entries.push(entry);
  }

  nextOp(): number {
    this.ops += 1;
    return this.ops;
  }
}
