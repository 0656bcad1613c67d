import { groupBy, type History, isWithin, keyOf, of, type Violation } from './history.js';

/** I5: no number at or after a person's removal, nor before they came, ever reaches them. */
export function nothingAfterRemoval({ entries, held, dump }: History): Violation[] {
  const intervals = groupBy(dump.members, (member) => keyOf(member.conversation, member.person));
  const foreign = (person: string, conversation: string, seq: number) =>
    !(intervals.get(keyOf(conversation, person)) ?? []).some((interval) => isWithin(interval, seq));
  const violations: Violation[] = [];
  for (const { person, conversation, by, entries: received } of of(entries, 'received'))
    for (const { seq } of received)
      if (foreign(person, conversation, seq))
        violations.push({
          invariant: 'I5',
          what: `${person} got ${seq} of ${conversation} by ${by}, outside their intervals`,
        });
  for (const { person, conversation, items } of held)
    for (const { seq } of items)
      if (foreign(person, conversation, seq))
        violations.push({
          invariant: 'I5',
          what: `${person} holds ${seq} of ${conversation}, outside their intervals`,
        });
  return violations;
}
