/** Milliseconds; null when nothing was measured. */
export interface Quantiles {
  p50: number | null;
  p99: number | null;
  max: number | null;
}

/** Keeps every latency, in milliseconds. */
export class Latencies {
  private values = new Float64Array(1024);
  private count = 0;

  add(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count] = value;
    this.count += 1;
  }

  quantiles(): Quantiles {
    const sorted = this.values.slice(0, this.count).sort();
    const at = (share: number) => sorted[Math.min(this.count - 1, Math.floor(share * this.count))] ?? null;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}

export function median(values: ReadonlyArray<number | null>): number | null {
  const sorted = values.filter((value): value is number => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}
