import {
  groupBy,
  type Held,
  type History,
  type Interval,
  isWithin,
  keyOf,
  type LoggedEvent,
  type Violation,
} from './history.js';

/** Kinds that are shown as an item of their own. */
const items = new Set([
  'message:sent',
  'member:joined',
  'member:left',
  'room:locked',
  'room:unlocked',
  'agreement:published',
]);

/** I4: when all is healed, every member holds everything from their own intervals, as a fresh reading shows it. */
export function nothingMissing({ held, dump }: History): Violation[] {
  const events = groupBy(dump.events, (event) => event.conversation);
  const intervals = groupBy(dump.members, (member) => keyOf(member.conversation, member.person));
  const heads = new Map(dump.heads.map(({ conversation, head }) => [conversation, head]));
  return held.flatMap((each) => {
    const own = intervals.get(keyOf(each.conversation, each.person)) ?? [];
    const present = own.some((interval) => interval.to === null);
    return [
      ...(present ? incomplete(each, own, events.get(each.conversation) ?? [], heads) : []),
      ...differing(each),
    ].map((what) => ({ invariant: 'I4' as const, what: `${each.person} in ${each.conversation}: ${what}` }));
  });
}

function incomplete(
  each: Held,
  own: readonly Interval[],
  events: readonly LoggedEvent[],
  heads: ReadonlyMap<string, number>,
): string[] {
  const faults: string[] = [];
  const head = heads.get(each.conversation) ?? 0;
  if (each.position < head) faults.push(`stands at ${each.position} of ${head}`);
  const holds = new Map(each.items.map((item) => [item.seq, item.id]));
  const missing = events.filter(
    (event) =>
      items.has(event.kind) &&
      event.seq >= (each.earlier ?? 0) &&
      own.some((interval) => isWithin(interval, event.seq)) &&
      holds.get(event.seq) !== event.id,
  );
  if (missing.length > 0)
    faults.push(`misses ${missing.length} entries, first ${missing[0]?.kind} ${missing[0]?.seq}`);
  return faults;
}

function differing({ items: shown, fresh, earlier }: Held): string[] {
  if (!fresh) return [];
  const holds = new Map(shown.map((item) => [item.seq, item.shown]));
  const wrong = fresh.filter((item) => item.seq >= (earlier ?? 0) && holds.get(item.seq) !== item.shown);
  return wrong.length > 0
    ? [`shows ${wrong[0]?.seq} otherwise than a fresh reading, and ${wrong.length - 1} more`]
    : [];
}
