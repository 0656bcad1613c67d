/**
 * Counts by one label on a hot path: an addition and nothing else. The labels are few and fixed (codes, outcomes);
 * an identifier of a person, conversation or organization is never one.
 */
export class Tally<Label extends string> {
  private readonly counts = new Map<Label, number>();

  constructor(labels: readonly Label[]) {
    for (const label of labels) this.counts.set(label, 0);
  }

  add(label: Label, by = 1): void {
    this.counts.set(label, (this.counts.get(label) ?? 0) + by);
  }

  entries(): IterableIterator<[Label, number]> {
    return this.counts.entries();
  }
}
