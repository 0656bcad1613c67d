import { groupBy, type History, isWithin, keyOf, type Violation } from './history.js';

/** Taking back one's own words is allowed to the muted as well. */
const words = new Set(['message:sent', 'message:edited', 'reaction:changed']);

/** I7: nothing from a muted or removed person is accepted at a number above the mute or removal. */
export function mutedAreSilent({ dump }: History): Violation[] {
  const intervals = groupBy(dump.members, (member) => keyOf(member.conversation, member.person));
  const mutes = groupBy(dump.mutes, (mute) => keyOf(mute.conversation, mute.person));
  const violations: Violation[] = [];
  for (const event of dump.events) {
    if (event.author === null || event.clientId === null) continue;
    const key = keyOf(event.conversation, event.author);
    if (!(intervals.get(key) ?? []).some((interval) => isWithin(interval, event.seq)))
      violations.push({ invariant: 'I7', what: `${event.kind} ${event.seq} by ${key}, who was no member` });
    const muted = (mutes.get(key) ?? []).some(
      (mute) =>
        event.seq > mute.from &&
        event.at < mute.until &&
        (mute.liftedAt === null || event.at < mute.liftedAt),
    );
    if (muted && words.has(event.kind))
      violations.push({ invariant: 'I7', what: `${event.kind} ${event.seq} by ${key}, who was muted` });
  }
  return violations;
}
