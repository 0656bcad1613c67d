import { groupBy, type History, keyOf, of, type Violation } from './history.js';

/** I1: a message that was acknowledged exists exactly once, at the acknowledged number. */
export function acknowledgedOnce({ entries, dump }: History): Violation[] {
  const violations: Violation[] = [];
  const asked = new Map(of(entries, 'asked').map((entry) => [entry.op, entry]));
  const byNumber = new Map(dump.events.map((event) => [keyOf(event.conversation, event.seq), event]));
  const byId = groupBy(dump.events, (event) => event.id);
  for (const answer of of(entries, 'answered')) {
    const op = asked.get(answer.op);
    if (!op || answer.outcome !== 'ok' || answer.seq === undefined || answer.id === undefined) continue;
    const found = byNumber.get(keyOf(op.conversation, answer.seq));
    const where = `${op.clientId} in ${op.conversation}, acknowledged at ${answer.seq}`;
    const fits = found?.id === answer.id && found.clientId === op.clientId && found.author === op.person;
    if (!fits) violations.push({ invariant: 'I1', what: `${where}, is not there` });
    const times = byId.get(answer.id)?.length ?? 0;
    if (times > 1) violations.push({ invariant: 'I1', what: `${where}, is there ${times} times` });
  }
  return violations;
}
