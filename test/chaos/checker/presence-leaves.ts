import { type History, of, type Violation } from './history.js';

/** Milliseconds. */
const lease = 15_000;

/** I10: a person without any connection leaves presence within fifteen seconds. */
export function presenceLeaves({ entries }: History): Violation[] {
  const seen = of(entries, 'present');
  return of(entries, 'away').flatMap((away) =>
    seen
      .filter(
        (look) =>
          look.askedAt > away.at + lease && look.at < away.until && look.persons.includes(away.person),
      )
      .map((look) => ({
        invariant: 'I10' as const,
        what: `${away.person} is still present in ${look.conversation} ${Math.round(look.askedAt - away.at)} ms after the connection went`,
      })),
  );
}
