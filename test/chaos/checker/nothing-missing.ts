import {
  groupBy,
  type Held,
  type History,
  type Interval,
  isWithin,
  keyOf,
  type LoggedEvent,
  type Shown,
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

/**
 * I4: when all is healed, every member holds everything from their own intervals, as a fresh reading shows it. Who is a
 * member no longer is pushed nothing more, and reads everything from their intervals.
 */
export function nothingMissing({ held, dump }: History): Violation[] {
  const events = groupBy(dump.events, (event) => event.conversation);
  const intervals = groupBy(dump.members, (member) => keyOf(member.conversation, member.person));
  const heads = new Map(dump.heads.map(({ conversation, head }) => [conversation, head]));
  return held.flatMap((each) => {
    const own = intervals.get(keyOf(each.conversation, each.person)) ?? [];
    const present = own.some((interval) => interval.to === null);
    const all = events.get(each.conversation) ?? [];
    const faults = present
      ? [
          ...behind(each, heads.get(each.conversation) ?? 0),
          ...missing(each.items, each.earlier, own, all),
          ...differing(each),
        ]
      : missing(each.fresh ?? [], each.fresh ? each.earlier : Number.POSITIVE_INFINITY, own, all);
    return faults.map((what) => ({
      invariant: 'I4' as const,
      what: `${each.person} in ${each.conversation}: ${what}`,
    }));
  });
}

const behind = ({ position }: Held, head: number): string[] =>
  position < head ? [`stands at ${position} of ${head}`] : [];

function missing(
  shown: readonly Shown[],
  earlier: number | null,
  own: readonly Interval[],
  events: readonly LoggedEvent[],
): string[] {
  const holds = new Map(shown.map((item) => [item.seq, item.id]));
  const left = events.filter(
    (event) =>
      items.has(event.kind) &&
      event.seq >= (earlier ?? 0) &&
      own.some((interval) => isWithin(interval, event.seq)) &&
      holds.get(event.seq) !== event.id,
  );
  return left.length > 0 ? [`misses ${left.length} entries, first ${left[0]?.kind} ${left[0]?.seq}`] : [];
}

function differing({ items: shown, fresh, earlier }: Held): string[] {
  if (!fresh) return [];
  const holds = new Map(shown.map((item) => [item.seq, item.shown]));
  const wrong = fresh.filter((item) => item.seq >= (earlier ?? 0) && holds.get(item.seq) !== item.shown);
  return wrong.length > 0
    ? [`shows ${wrong[0]?.seq} otherwise than a fresh reading, and ${wrong.length - 1} more`]
    : [];
}
