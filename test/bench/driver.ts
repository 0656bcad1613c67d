import { Load, type Stretch, type WireKind } from './load.js';
import type { Seat } from './wire-clients.js';

/** What the bench asks of its driver process, and what comes back: one answer per question, in order. */
export type Question =
  | { ask: 'connect'; kind: WireKind; rooms: Seat[][]; width: number; seed: number }
  | { ask: 'run'; rate: number; seconds: number }
  | { ask: 'close' };
export type Answer = { connected: number } | { stretch: Stretch } | { closed: true } | { failed: string };

/** Mulberry32: the same seed sends the same messages. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let load: Load | undefined;

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'connect') {
    load = new Load(question.kind, question.rooms, randomFrom(question.seed));
    return { connected: await load.connect(question.width) };
  }
  if (!load) throw new Error('connect first');
  if (question.ask === 'run') return { stretch: await load.run(question.rate, question.seconds) };
  load.close();
  return { closed: true };
}

process.on('message', (question: Question) => {
  answer(question).then(
    (given) => process.send?.(given),
    (error: unknown) => process.send?.({ failed: (error as Error).message } satisfies Answer),
  );
});
process.once('disconnect', () => process.exit(0));
