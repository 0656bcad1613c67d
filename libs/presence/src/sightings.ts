/** One connection of a person, `person|connection`, until a moment of Redis's clock in milliseconds. */
export interface Lease {
  value: string;
  score: number;
}

/** Each person once. */
export const personsOf = (leases: readonly Lease[]): string[] =>
  [...new Set(leases.map(({ value }) => value.split('|')[0] ?? ''))].sort();

interface Sighting {
  /** Who was there; null when nobody could say. */
  persons: string | null;
  /** When to look again at the latest. */
  again: number;
}

/**
 * What was seen last in each place that is looked at. A place is read again once the first of its leases has run out
 * that was not renewed, and otherwise seldom: who comes and goes in order is announced. Times are Redis's.
 */
export class Sightings {
  private readonly last = new Map<string, Sighting>();

  /** `rest` is how long a place may go unread, in milliseconds. */
  constructor(private readonly rest: number) {}

  due(places: readonly string[], now: number): string[] {
    return places.filter((place) => now >= (this.last.get(place)?.again ?? 0));
  }

  /** Remembers what is there now. @returns whether it is something else than before, of which there was a sighting. */
  changed(place: string, leases: readonly Lease[] | null, now: number): boolean {
    const persons = leases && personsOf(leases).join();
    const before = this.last.get(place);
    const again = leases ? Math.min(now + this.rest, ...leases.map(({ score }) => score)) : 0;
    this.last.set(place, { persons, again });
    return before !== undefined && before.persons !== persons;
  }

  /** Forgets all but these. */
  keep(places: ReadonlySet<string>): void {
    for (const place of this.last.keys()) if (!places.has(place)) this.last.delete(place);
  }
}
