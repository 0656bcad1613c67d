/** Something that is wrong for a while: told when it begins and when it is over, and not in between. */
export class Fault {
  private since: number | null = null;

  get stands(): boolean {
    return this.since !== null;
  }

  /** @returns whether it begins now */
  begin(): boolean {
    if (this.since !== null) return false;
    this.since = performance.now();
    return true;
  }

  /** @returns the whole seconds that it lasted; null when nothing was wrong */
  end(): number | null {
    if (this.since === null) return null;
    const seconds = Math.round((performance.now() - this.since) / 1000);
    this.since = null;
    return seconds;
  }
}
