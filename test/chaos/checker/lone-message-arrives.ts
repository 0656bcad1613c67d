import { type History, of, type Violation } from './history.js';

/** Milliseconds. */
export const lonePatience = 3000;

/** I8: with Redis down, a lone message in a quiet room reaches everyone on every node within three seconds. */
export function loneMessageArrives({ entries }: History): Violation[] {
  const received = of(entries, 'received');
  return of(entries, 'lone').flatMap(({ at, conversation, seq, readers }) => {
    if (seq === null)
      return [{ invariant: 'I8' as const, what: 'with Redis down a lone message was not acknowledged' }];
    const inTime = received.filter(
      (each) =>
        each.conversation === conversation &&
        each.at <= at + lonePatience &&
        each.entries.some((entry) => entry.seq === seq),
    );
    const reached = new Set(inTime.map(({ person }) => person));
    return readers
      .filter((reader) => !reached.has(reader))
      .map((reader) => ({
        invariant: 'I8' as const,
        what: `with Redis down a lone message (${seq}) did not reach ${reader} within ${lonePatience} ms`,
      }));
  });
}
