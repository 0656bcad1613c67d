import { groupBy, type History, keyOf, of, type Violation } from './history.js';

/** I3: all agree which entry has which number, numbers have no gaps, and a connection's pushes rise. */
export function sameNumbers({ entries, held, dump }: History): Violation[] {
  const violations: Violation[] = [];
  const found = (what: string) => violations.push({ invariant: 'I3', what });

  const byConversation = groupBy(dump.events, (event) => event.conversation);
  for (const { conversation, head } of dump.heads) {
    const numbers = (byConversation.get(conversation) ?? []).map((event) => event.seq).sort((a, b) => a - b);
    const firstWrong = numbers.findIndex((seq, index) => seq !== index + 1);
    if (firstWrong !== -1)
      found(`${conversation} has no entry ${firstWrong + 1} but one at ${numbers[firstWrong]}`);
    if ((numbers.at(-1) ?? 0) !== head)
      found(`${conversation} has head ${head} and ends at ${numbers.at(-1) ?? 0}`);
  }

  const ids = new Map(dump.events.map((event) => [keyOf(event.conversation, event.seq), event.id]));
  const last = new Map<string, number>();
  for (const receipt of of(entries, 'received')) {
    const stream = keyOf(receipt.socket, receipt.conversation);
    for (const { seq, id } of receipt.entries) {
      if (ids.get(keyOf(receipt.conversation, seq)) !== id)
        found(
          `${receipt.person} received ${id} as ${seq} of ${receipt.conversation}, which is something else`,
        );
      if (receipt.by !== 'push') continue;
      if (seq <= (last.get(stream) ?? 0))
        found(`${receipt.person} was pushed ${seq} of ${receipt.conversation} after ${last.get(stream)}`);
      last.set(stream, seq);
    }
    // A resume or snapshot begins anew: what is pushed after it may overlap with what was pushed before.
    if (receipt.by !== 'push') last.delete(stream);
  }

  for (const { person, conversation, items } of held)
    items.forEach((item, index) => {
      const before = items[index - 1];
      if (before && before.seq >= item.seq)
        found(`${person} shows ${item.seq} of ${conversation} after ${before.seq}`);
    });
  return violations;
}
