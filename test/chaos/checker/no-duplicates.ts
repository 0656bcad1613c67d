import { type Answered, type Asked, groupBy, type History, keyOf, of, type Violation } from './history.js';

const senderKey = (of_: { conversation: string; clientId: string }, author: string) =>
  keyOf(of_.conversation, author, of_.clientId);

/** I2: nothing twice, in the database or on a screen; a retry gets the first receipt, other words a conflict. */
export function noDuplicates({ entries, held, dump }: History): Violation[] {
  const violations: Violation[] = [];
  const found = (what: string) => violations.push({ invariant: 'I2', what });

  const sent = dump.events.filter((event) => event.clientId !== null && event.author !== null);
  const written = groupBy(sent, (event) =>
    keyOf(event.conversation, event.author ?? '', event.clientId ?? ''),
  );
  for (const [key, events] of written)
    if (events.length > 1)
      found(`${key} stands in the log at ${events.map((event) => event.seq).join(', ')}`);

  for (const { person, conversation, items } of held)
    for (const [id, times] of groupBy(items, (item) => item.id))
      if (times.length > 1) found(`${person} sees ${id} of ${conversation} ${times.length} times`);

  const asked = new Map(of(entries, 'asked').map((entry) => [entry.op, entry]));
  const granted = of(entries, 'answered').flatMap((answer): Array<{ op: Asked; answer: Answered }> => {
    const op = asked.get(answer.op);
    return op && answer.outcome === 'ok' ? [{ op, answer }] : [];
  });
  for (const [key, all] of groupBy(granted, ({ op }) => senderKey(op, op.person))) {
    if (new Set(all.map(({ answer }) => keyOf(answer.seq ?? 0, answer.id ?? ''))).size > 1)
      found(`${key} was acknowledged with different receipts`);
    if (new Set(all.map(({ op }) => op.content)).size > 1)
      found(`${key} was acknowledged for different words`);
  }
  return violations;
}
