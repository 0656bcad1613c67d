import { setTimeout as sleep } from 'node:timers/promises';
import { check } from './checker/check.js';
import { type Entry, type History, of, type Violation } from './checker/history.js';
import { Inflict } from './inflict.js';
import { Random } from './random.js';
import { readDump, readHeads } from './read-dump.js';
import { Recorder } from './recorder.js';
import { cutsOf, type FaultKind, faultKinds, scheduleOf } from './schedule.js';
import { heldBy, loneMessage, settled } from './settle.js';
import { Stage } from './stage.js';
import { Workload } from './workload.js';

export interface RunOptions {
  /** Of the faults. */
  seed: number;
  /** Of what people do. */
  workSeed: number;
  seconds: number;
  clients: number;
  /** The folder of the compiled server under test. */
  build: string;
  /** Nothing but so many cut connections. */
  cuts: number | null;
  /** Milliseconds to catch up in, after everything is healed. */
  patience: number;
  /** Leaves logs and data where they are. */
  keep: boolean;
  /** Told what goes on. */
  say: (line: string) => void;
}

export interface Outcome {
  options: Omit<RunOptions, 'build' | 'say'>;
  counts: {
    acknowledged: number;
    appended: number;
    retried: number;
    resumed: number;
    snapshots: number;
    cuts: number;
    connections: number;
    removals: number;
    sessionsEnded: number;
    mutes: number;
    absences: number;
    received: number;
  };
  faults: Partial<Record<FaultKind, number>>;
  /** What hurt when; for reading a history. */
  hurt: Inflict['log'];
  /** How long the lone message took, in milliseconds. */
  lone: number | null;
  /** How long after healing everybody held everything, in milliseconds. */
  caughtUp: number;
  /** What had not caught up within the patience. */
  left: string | null;
  violations: Violation[];
  /** Why this run proves nothing, if so. */
  missing: string[];
  directory: string | null;
  history: History;
}

const nodes = 3;
/** Each member is in two rooms, and a room holds fourteen besides its counselor. */
const roomsFor = (clients: number) => Math.max(2, Math.ceil(clients / 7));
const mostRounds = 3;

/** One run: start, talk and hurt, heal, wait, look, check. Leaves nothing running. */
export async function runChaos(options: RunOptions): Promise<Outcome> {
  const recorder = new Recorder();
  const stage = await Stage.start(options.build, recorder, nodes);
  let work: Workload | null = null;
  try {
    const random = new Random(options.workSeed);
    options.say('PostgreSQL, Redis and three server processes run');
    work = await Workload.prepare(stage, recorder, random, {
      clients: options.clients,
      rooms: roomsFor(options.clients),
    });
    const done = new Map<FaultKind, number>();
    const hurt: Inflict['log'] = [];
    const missing = () => missingFrom(countsOf(recorder.entries, recorder), done, options.cuts);
    // On a busy machine one round may see too little to count: then another follows.
    for (let round = 0; round < mostRounds && (round === 0 || missing().length > 0); round += 1)
      await runRound(options, { stage, work, done, hurt, seed: options.seed + round * 100_000 });
    options.say('All is healed; everybody catches up');

    const healedAt = performance.now();
    const heads = () => readHeads(stage.owner);
    let left = await settled(work, heads, options.patience);
    const caughtUp = Math.round(performance.now() - healedAt);
    await stage.redis.kill();
    // Until the nodes know that it is gone.
    await sleep(300);
    const lone = await loneMessage(work, recorder);
    await stage.redis.revive();
    left ??= await settled(work, heads, options.patience);

    const held = await heldBy(work, random);
    const history: History = { entries: recorder.entries, held, dump: await readDump(stage.owner) };
    const counts = countsOf(recorder.entries, recorder);
    return {
      options,
      counts,
      faults: Object.fromEntries(done),
      hurt,
      lone,
      caughtUp,
      left,
      violations: check(history),
      missing: missing(),
      directory: options.keep ? stage.directory : null,
      history,
    };
  } finally {
    work?.stop();
    await stage.stop({ keep: options.keep });
  }
}

async function runRound(
  { cuts, seconds, say }: RunOptions,
  on: { stage: Stage; work: Workload; done: Map<FaultKind, number>; hurt: Inflict['log']; seed: number },
): Promise<void> {
  const extent = { seconds, nodes };
  const faults = cuts === null ? scheduleOf(on.seed, extent) : cutsOf(on.seed, cuts, extent);
  say(`${on.work.everybody.length} people are here; ${faults.length} faults begin`);
  const endsAt = performance.now() + seconds * 1000;
  const inflict = new Inflict(on.stage, on.work.clients, new Random(on.seed).fork(), endsAt);
  await Promise.all([on.work.run(seconds), inflict.run(faults)]);
  on.hurt.push(...inflict.log);
  for (const [kind, times] of inflict.done) on.done.set(kind, (on.done.get(kind) ?? 0) + times);
}

function countsOf(entries: readonly Entry[], recorder: Recorder): Outcome['counts'] {
  const asked = of(entries, 'asked');
  const ops = new Map(asked.map((entry) => [entry.op, entry]));
  const acknowledged = new Set<string>();
  const sent = new Set<string>();
  for (const answer of of(entries, 'answered')) {
    const op = ops.get(answer.op);
    if (!op || answer.outcome !== 'ok') continue;
    acknowledged.add(op.clientId);
    if (op.content.startsWith('["message:send"')) sent.add(op.clientId);
  }
  const ended = of(entries, 'ended');
  return {
    acknowledged: sent.size,
    appended: acknowledged.size,
    retried: asked.length - new Set(asked.map((entry) => entry.clientId)).size,
    resumed: recorder.counts.resumes,
    snapshots: recorder.counts.snapshots,
    cuts: recorder.counts.cuts,
    connections: recorder.counts.connections,
    removals: ended.filter((entry) => entry.conversation !== null).length,
    sessionsEnded: ended.filter((entry) => entry.conversation === null).length,
    mutes: recorder.counts.mutes,
    absences: of(entries, 'away').length,
    received: of(entries, 'received').reduce((sum, entry) => sum + entry.entries.length, 0),
  };
}

function missingFrom(
  counts: Outcome['counts'],
  done: ReadonlyMap<FaultKind, number>,
  cuts: number | null,
): string[] {
  const missing: string[] = [];
  if (counts.acknowledged < 20) missing.push('twenty acknowledged messages');
  if (counts.retried === 0) missing.push('a retry');
  if (counts.resumed === 0) missing.push('a resume');
  if (counts.removals === 0) missing.push('a removal');
  if (cuts !== null) {
    if (counts.cuts < cuts) missing.push(`${cuts} cuts (there were ${counts.cuts})`);
    return missing;
  }
  for (const kind of faultKinds) if (!done.get(kind)) missing.push(`a fault of kind ${kind}`);
  return missing;
}
