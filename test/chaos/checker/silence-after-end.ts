import { type Dump, type Ended, type History, keyOf, of, type Violation } from './history.js';

/** Milliseconds after the acknowledgement. */
export const mostDelay = 2000;
/** What the observer's own event loop may add. */
const slack = 250;

/**
 * I6: two seconds after a removal, ejection, log-out or disabled account was acknowledged nothing more is pushed to
 * that person's open connections; history and resume refuse at once.
 */
export function silenceAfterEnd(history: History): Violation[] {
  return of(history.entries, 'ended').flatMap((ended) =>
    (ended.conversation === null ? afterSession(history, ended) : afterRemoval(history, ended)).map(
      (what) => ({
        invariant: 'I6' as const,
        what: `${ended.person}, ${ended.how} at ${Math.round(ended.at)}: ${what}`,
      }),
    ),
  );
}

function afterSession({ entries }: History, ended: Ended): string[] {
  const mine = new Set(
    of(entries, 'opened').flatMap((opened) =>
      opened.person === ended.person &&
      opened.at < ended.askedAt &&
      (ended.family === null || opened.family === ended.family)
        ? [opened.socket]
        : [],
    ),
  );
  const families = new Set(
    of(entries, 'opened').flatMap((opened) => (mine.has(opened.socket) ? [opened.family] : [])),
  );
  if (ended.family !== null) families.add(ended.family);
  const faults: string[] = [];
  for (const entry of entries) {
    const late = Math.round(entry.at - ended.at);
    if (entry.type === 'told' && mine.has(entry.socket) && entry.event !== 'session:ended' && isLate(late))
      faults.push(`${entry.event} came ${late} ms later`);
    if (entry.type === 'received' && mine.has(entry.socket)) {
      if (entry.askedAt === null && isLate(late)) faults.push(`entries were pushed ${late} ms later`);
      if (entry.askedAt !== null && entry.askedAt > ended.at) faults.push(`a ${entry.by} was granted`);
    }
    if (entry.type === 'served' && families.has(entry.family) && entry.askedAt > ended.at)
      faults.push('a request was served');
  }
  return faults;
}

function afterRemoval({ entries, dump }: History, ended: Ended): string[] {
  const { person, conversation } = ended;
  const until = readmission(dump, ended);
  const faults: string[] = [];
  for (const entry of entries) {
    if (entry.at >= until) continue;
    const late = Math.round(entry.at - ended.at);
    if (entry.type === 'told' && entry.person === person && isLate(late))
      if (entry.conversations.includes(conversation ?? '') && entry.event !== 'conversation:closed')
        faults.push(`${entry.event} came ${late} ms later`);
    if (entry.type !== 'received' || entry.person !== person || entry.conversation !== conversation) continue;
    if (entry.askedAt === null && isLate(late)) faults.push(`entries were pushed ${late} ms later`);
    if (entry.askedAt !== null && entry.askedAt > ended.at) faults.push(`a ${entry.by} was granted`);
  }
  return faults;
}

const isLate = (milliseconds: number) => milliseconds > mostDelay + slack;

/** When the person came back after this end, by the log; -1 when the log knows of no such end. */
function readmission({ members, events }: Dump, ended: Ended): number {
  const times = new Map(events.map((event) => [keyOf(event.conversation, event.seq), event.at]));
  const timeOf = (seq: number) => times.get(keyOf(ended.conversation ?? '', seq)) ?? 0;
  const own = members.filter(
    (member) => member.person === ended.person && member.conversation === ended.conversation,
  );
  const closed = own.find((interval) => {
    if (interval.to === null) return false;
    const at = timeOf(interval.to);
    return at >= ended.askedAt - slack && at <= ended.at + slack;
  });
  if (!closed) return -1;
  const next = own.filter((interval) => interval.from > closed.from).map((interval) => timeOf(interval.from));
  return Math.min(...next, Number.POSITIVE_INFINITY);
}
