/** Milliseconds. After the restart of a server everybody comes back at once, and must not ask for everything at once. */
const longest = 10_000;

/** What is in no log, lists and notices, cannot be resumed: who was away looks at it again, within ten seconds. */
export class LookAgain {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private away = false;

  constructor(
    private readonly look: () => void,
    private readonly chance: () => number = Math.random,
  ) {}

  left(): void {
    this.away = true;
    clearTimeout(this.timer);
  }

  cameBack(): void {
    if (!this.away) return;
    this.away = false;
    this.timer = setTimeout(this.look, this.chance() * longest);
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
