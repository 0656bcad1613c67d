/** Milliseconds for which it holds that nobody else listens. Then the next ring goes out, and its answer tells anew. */
const holds = 5000;

interface Publication {
  nth: number;
  at: number;
  /** How many Redis passed it on to. */
  receivers: number | null;
  /** This node was one of them. */
  heardHere: boolean;
  /** Somebody else spoke since: what is counted may be from before they came. */
  others: boolean;
}

/**
 * Whether anybody but this node hears an organization's channel. Redis answers each publication with how many it
 * went to; that the only one is this node is certain once it heard it itself. Whoever begins to listen says so on the
 * channel, which ends it at once; should that be lost, it ends by itself.
 */
export class Audience {
  private readonly latest = new Map<string, Publication>();
  private readonly aloneUntil = new Map<string, number>();
  private count = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  isAlone(organizationId: string): boolean {
    const until = this.aloneUntil.get(organizationId);
    return until !== undefined && this.now() < until;
  }

  /** @returns the number that the publication carries. */
  published(organizationId: string): number {
    this.count += 1;
    const publication = { nth: this.count, at: this.now(), receivers: null, heardHere: false, others: false };
    this.latest.set(organizationId, publication);
    return publication.nth;
  }

  answered(organizationId: string, nth: number, receivers: number): void {
    const latest = this.latest.get(organizationId);
    if (latest?.nth !== nth) return;
    latest.receivers = receivers;
    this.judge(organizationId, latest);
  }

  heardOwn(organizationId: string, nth: number): void {
    const latest = this.latest.get(organizationId);
    if (latest?.nth !== nth) return;
    latest.heardHere = true;
    this.judge(organizationId, latest);
  }

  heardOther(organizationId: string): void {
    const latest = this.latest.get(organizationId);
    if (latest) latest.others = true;
    this.aloneUntil.delete(organizationId);
  }

  /** This node listens no more. */
  forget(organizationId: string): void {
    this.latest.delete(organizationId);
    this.aloneUntil.delete(organizationId);
  }

  private judge(organizationId: string, { at, receivers, heardHere, others }: Publication): void {
    if (receivers === 1 && heardHere && !others) this.aloneUntil.set(organizationId, at + holds);
    else if (receivers !== null) this.aloneUntil.delete(organizationId);
  }
}
