import fc from 'fast-check';
import type { LogEvent } from './conversations.js';
import { applyEvents, emptyTimeline, foldEvents, prependPage, type Timeline } from './timeline.js';

const people = ['a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002'] as const;
const at = '2026-01-12T09:00:00.000Z';

interface Step {
  kind: number;
  who: number;
  pick: number;
  on: boolean;
}
const steps = fc.array(
  fc.record({
    kind: fc.nat({ max: 11 }),
    who: fc.nat({ max: 1 }),
    pick: fc.nat({ max: 1000 }),
    on: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** A log as the server could have written it: changes name messages that exist and are not removed. */
function logOf(made: readonly Step[]): LogEvent[] {
  const events: LogEvent[] = [];
  const alive: number[] = [];
  for (const { kind, who, pick, on } of made) {
    const numbered = { seq: events.length + 1, id: `e-${events.length + 1}`, at };
    const person = people[who] ?? people[0];
    const target = alive[pick % Math.max(1, alive.length)];
    const changes: Array<() => LogEvent> = [
      () => ({
        ...numbered,
        kind: 'message:edited',
        target: target ?? 0,
        authorId: person,
        body: `edit ${pick}`,
      }),
      () => {
        alive.splice(alive.indexOf(target ?? 0), 1);
        return {
          ...numbered,
          kind: 'message:removed',
          target: target ?? 0,
          removed: { by: 'author', reason: null },
        };
      },
      () => ({
        ...numbered,
        kind: 'reaction:changed',
        target: target ?? 0,
        personId: person,
        reaction: pick % 2 ? 'thank_you' : 'me_too',
        on,
      }),
    ];
    const others: Array<() => LogEvent> = [
      () => ({
        ...numbered,
        kind: 'member:joined',
        person: { id: person, name: 'x', role: 'client', active: true },
      }),
      () => ({ ...numbered, kind: 'member:left', personId: person }),
      () => ({ ...numbered, kind: 'room:locked' }),
      () => ({ ...numbered, kind: 'agreement:published', version: pick + 1 }),
      () => ({ ...numbered, kind: 'withheld' }),
    ];
    const change = kind < 6 && target !== undefined ? changes[kind % 3] : undefined;
    const other = kind > 9 ? others[pick % others.length] : undefined;
    if (change) events.push(change());
    else if (other) events.push(other());
    else {
      alive.push(numbered.seq);
      events.push({
        ...numbered,
        kind: 'message:sent',
        authorId: person,
        clientId: null,
        body: `words ${pick}`,
        replyTo: null,
        mentions: [],
        editedAt: null,
        removed: null,
      });
    }
  }
  return events;
}
const folded = (events: readonly LogEvent[]): Timeline => foldEvents(events, events.length, null);

describe('the reducer', () => {
  it('makes of a snapshot and the events after it what a fresh snapshot is', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 60 }), (made, cut) => {
        const log = logOf(made);
        const split = Math.min(cut, log.length);
        expect(applyEvents(folded(log.slice(0, split)), split, log.slice(split))).toEqual(folded(log));
      }),
    );
  });

  it('does not care how news is cut, nor whether it comes twice', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 }))), (made, cuts) => {
        const log = logOf(made);
        let timeline: Timeline = emptyTimeline;
        for (const [from, size] of cuts) {
          const next = applyEvents(timeline, from, log.slice(from, from + size));
          if (from > timeline.position) expect(next).toBeNull();
          timeline = next ?? timeline;
        }
        expect(applyEvents(timeline, timeline.position, log.slice(timeline.position))).toEqual(folded(log));
      }),
    );
  });

  it('makes the same of what a resume serves, in which edits of what was removed since have no words', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (made, cut) => {
        const log = logOf(made);
        const held = folded(log.slice(0, cut % (log.length + 1)));
        const removed = new Set(
          log.flatMap((event) => (event.kind === 'message:removed' ? [event.target] : [])),
        );
        const served = log
          .slice(held.position)
          .map((event) =>
            event.kind === 'message:edited' && removed.has(event.target) ? { ...event, body: null } : event,
          );
        expect(applyEvents(held, held.position, served)).toEqual(folded(log));
      }),
    );
  });

  it('keeps numbers rising, also with an earlier page before them', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 60 }), (made, cut) => {
        const log = logOf(made);
        const items = folded(log).items;
        const split = items[Math.min(cut, items.length - 1)]?.seq ?? 0;
        const recent = {
          items: items.filter((item) => item.seq >= split),
          position: log.length,
          earlier: split,
        };
        const older = {
          items: items.filter((item) => item.seq <= split),
          position: log.length,
          earlier: null,
        };
        expect(prependPage(recent, older)).toEqual({ items, position: log.length, earlier: null });
      }),
    );
  });

  it('changes nothing that it was given', () => {
    const log = logOf([
      { kind: 9, who: 0, pick: 1, on: true },
      { kind: 2, who: 1, pick: 1, on: true },
      { kind: 1, who: 0, pick: 0, on: true },
    ]);
    const before = folded(log.slice(0, 1));
    const copy = structuredClone(before);
    applyEvents(before, 1, log.slice(1));
    expect(before).toEqual(copy);
  });
});
