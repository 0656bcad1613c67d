/** Milliseconds in which one part says the same trouble once. */
const within = 60_000;
const mostKept = 500;

/**
 * Holds back what the log has just been told: a part that fails a thousand times a minute in the same way says so once
 * a minute. Numbers in a line make no difference. What a part has to say when all is well again begins its count anew.
 */
export class Repeats {
  private readonly said = new Map<string, Map<string, number>>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** @returns whether this is worth a line */
  isNews(part: string, line: string): boolean {
    const now = this.clock();
    const lines = this.said.get(part) ?? new Map<string, number>();
    this.said.set(part, lines);
    const known = line.replace(/\d+/g, '#');
    const last = lines.get(known);
    if (last !== undefined && now - last < within) return false;
    if (lines.size >= mostKept) lines.clear();
    lines.set(known, now);
    return true;
  }

  /** Good news. */
  forget(part: string): void {
    this.said.delete(part);
  }
}
