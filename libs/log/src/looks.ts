import type { Place } from './standing.js';
import type { View } from './stretch.js';

interface Wanting {
  personId: string;
  place: Place;
}

/** One reading for all who would be shown the same rows. */
export interface Looks<T> {
  views: Array<View & T>;
  /** For each that was wanted, which of the views is theirs. */
  of: number[];
}

/**
 * After a restart everybody of a room asks for the same stretch at once: it is read once. Who has belonged without a
 * break sees of it what stands from their own beginning on; who came back has a view of their own, because of the
 * time between.
 */
export function looksFor<T extends object>(
  wanted: readonly Wanting[],
  stretchOf: (index: number) => T,
): Looks<T> {
  const known = new Map<string, number>();
  const views: Array<View & T> = [];
  const of = wanted.map(({ personId, place }, index) => {
    const { conversationId, bound, beginnings } = place;
    const stretch = stretchOf(index);
    const from = beginnings[0] ?? 0;
    const personIdIfBroken = beginnings.length > 1 ? personId : null;
    const key = JSON.stringify([conversationId, bound, personIdIfBroken, stretch]);
    const at = known.get(key);
    const view = at === undefined ? undefined : views[at];
    if (at !== undefined && view) {
      view.from = Math.min(view.from, from);
      return at;
    }
    known.set(key, views.length);
    return views.push({ ...stretch, conversationId, bound, from, personId: personIdIfBroken }) - 1;
  });
  return { views, of };
}
