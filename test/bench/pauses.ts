/** What a fixed piece of work costs after each pause. */
export interface PauseCost {
  pauseMs: number;
  /** Of processor time, median of the walks. */
  microseconds: number;
}

const walked = 512 * 1024;
const line = 64;
const walks = 100;

/** One ring through every cache line of the stretch, in an order that no prefetcher guesses (Sattolo's shuffle). */
function ring(): Int32Array {
  const step = line / Int32Array.BYTES_PER_ELEMENT;
  const count = walked / line;
  const next = new Int32Array(count * step);
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * at);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  for (const [at, from] of order.entries()) next[from * step] = (order[(at + 1) % count] as number) * step;
  return next;
}

function walk(next: Int32Array): number {
  const before = process.cpuUsage();
  let at = 0;
  do at = next[at] as number;
  while (at !== 0);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * The same walk over half a mebibyte, again and again, with a pause before each. On a machine that leaves a process
 * its caches the figures are alike; where neighbours take them, whoever has half as much to do pauses twice as long
 * and pays more for each thing done, which no program can mend. Takes a second.
 */
export function costOfPauses(): PauseCost[] {
  const next = ring();
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  for (let warm = 0; warm < walks; warm++) walk(next);
  return [0, 1, 2, 4].map((pauseMs) => {
    const costs = Array.from({ length: walks }, () => {
      if (pauseMs > 0) Atomics.wait(asleep, 0, 0, pauseMs);
      return walk(next);
    }).sort((one, other) => one - other);
    return { pauseMs, microseconds: costs[walks / 2] as number };
  });
}

export const asSentence = (costs: PauseCost[]): string =>
  `what a pause costs here: half a mebibyte is walked in ${costs
    .map(({ pauseMs, microseconds }) => `${microseconds} µs${pauseMs ? ` after ${pauseMs} ms` : ''}`)
    .join(', ')}`;
