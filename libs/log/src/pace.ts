import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Milliseconds of this process's time over which it is judged how busy it is. */
const window = 200;
/** Share of its time from which on a process counts as busy. */
const busyFrom = 0.6;
/** In milliseconds, when no time is left at all. */
const longest = 10;

export type Measure = (since?: EventLoopUtilization) => EventLoopUtilization;

/**
 * How long one batch of an organization begins after the one before, in milliseconds. While the process has time to
 * spare nobody waits for others. The busier it is, the longer it lets messages gather, so that more of them share what
 * a batch costs and the rest of the time goes further.
 */
export class Pace {
  private since: EventLoopUtilization;
  private busy = 0;

  constructor(private readonly measure: Measure = (since) => performance.eventLoopUtilization(since)) {
    this.since = measure();
  }

  now(): number {
    const lately = this.measure(this.since);
    if (lately.active + lately.idle >= window) {
      this.busy = lately.utilization;
      this.since = this.measure();
    }
    return longest * Math.max(0, (this.busy - busyFrom) / (1 - busyFrom));
  }
}
