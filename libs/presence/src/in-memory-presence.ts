import { lease, Presence, type Presences } from './presence.js';

interface Lease {
  personId: string;
  until: number;
}

/** For a single node. `clock` is in milliseconds, and steady: leases outlast a change of the machine's time. */
export class InMemoryPresence extends Presence {
  private readonly places = new Map<string, Map<string, Lease>>();
  private readonly listeners = new Set<(place: string) => void>();
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly clock: () => number = () => performance.now(),
    private readonly duration: number = lease,
  ) {
    super();
    this.sweeper = setInterval(() => this.sweep(), Math.min(1000, duration / 2));
    this.sweeper.unref();
  }

  override enter(place: string, personId: string, connectionId: string): Promise<void> {
    const leases = this.places.get(place) ?? new Map<string, Lease>();
    const was = this.personsIn(place).has(personId);
    leases.set(`${personId}|${connectionId}`, { personId, until: this.clock() + this.duration });
    this.places.set(place, leases);
    if (!was) this.announce(place);
    return Promise.resolve();
  }

  override leave(place: string, personId: string, connectionId: string): Promise<void> {
    const left = this.places.get(place)?.delete(`${personId}|${connectionId}`) ?? false;
    if (left && !this.personsIn(place).has(personId)) this.announce(place);
    return Promise.resolve();
  }

  override renew(): Promise<void> {
    const until = this.clock() + this.duration;
    for (const leases of this.places.values()) for (const each of leases.values()) each.until = until;
    return Promise.resolve();
  }

  override present(places: readonly string[]): Promise<Map<string, Presences>> {
    return Promise.resolve(
      new Map(places.map((place) => [place, { state: 'known', present: [...this.personsIn(place)].sort() }])),
    );
  }

  override onChange(listener: (place: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  override watch(): void {
    // Every change happens in this process and is announced.
  }

  override close(): Promise<void> {
    clearInterval(this.sweeper);
    return Promise.resolve();
  }

  private personsIn(place: string): Set<string> {
    const now = this.clock();
    const persons = new Set<string>();
    for (const each of this.places.get(place)?.values() ?? [])
      if (each.until > now) persons.add(each.personId);
    return persons;
  }

  private sweep(): void {
    const now = this.clock();
    for (const [place, leases] of this.places) {
      let ended = false;
      for (const [key, each] of leases)
        if (each.until <= now) {
          leases.delete(key);
          ended = true;
        }
      if (leases.size === 0) this.places.delete(place);
      if (ended) this.announce(place);
    }
  }

  private announce(place: string): void {
    for (const listener of this.listeners) listener(place);
  }
}
