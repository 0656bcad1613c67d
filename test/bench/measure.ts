import type { ContenderName, Surroundings } from './contender.js';
import type { Faults, Stretch } from './load.js';
import { Standing } from './standing.js';

/** The machine drifts within minutes. Who takes turns every other second drifts together. */
const turnSeconds = 2;
const kneeSeconds = 3;
const kneeGrowth = 1.2;
/** Milliseconds: a rate at which deliveries take longer is beyond the knee. */
export const kneeBound = 250;
const mostSteps = 20;
/** How often the last step is halved: a fifth, and then a tenth and a twentieth. */
const refinements = 2;
/** Messages per second. */
const lowestKnee = 10;

export interface Result extends Faults {
  name: ContenderName;
  round: number;
  stretch: Stretch;
  /** Milliseconds of processor time per 1,000 deliveries. */
  serverCpu: number;
  withPostgresCpu: number;
  /** Share of one processor. */
  driverLoad: number;
  /** Processor time of everything else on this machine while it was measured, as a share of one processor. */
  othersLoad: number;
  /** Bytes. */
  memoryPerConnection: number;
  /** Milliseconds until all hold their past. */
  connect: number;
  /** Messages per second; null when it was not looked for. */
  knee: number | null;
}

export interface Plan {
  rate: number;
  /** The rate is that of each of a contender's processes. */
  perNode: boolean;
  /** Seconds of load before: a server that has just started runs much of its code before it is compiled, and lives for weeks. */
  warmUp: number;
  /** Of the measured stretch of each. */
  seconds: number;
  knee: boolean;
  postgresPid: number;
}

/**
 * All contenders once, in fresh processes: each connects everybody, one after the other. Then they take turns of two
 * seconds until each has warmed up and was measured for `seconds`, and last ever higher rates are tried on each.
 */
export async function measureRound(
  names: readonly ContenderName[],
  round: number,
  aroundOf: (name: ContenderName) => Surroundings,
  plan: Plan,
): Promise<Result[]> {
  const { warmUp, seconds, postgresPid } = plan;
  const rateOf = (one: Standing) => (plan.perNode ? plan.rate * one.processes : plan.rate);
  const standing: Standing[] = [];
  try {
    for (const name of names)
      standing.push(await Standing.begin(name, aroundOf(name), { seed: round + 1, postgresPid }));
    const inTurns = async (all: number, use: (one: Standing, turn: number) => Promise<unknown>) => {
      for (let rest = all; rest > 0; rest -= turnSeconds) {
        for (const one of standing) await use(one, Math.min(turnSeconds, rest));
        standing.reverse();
      }
    };
    // Warmed up in turns as well: who has idled for half a minute pays for it first.
    await inTurns(warmUp, (one, turn) => one.run(rateOf(one), turn));
    await inTurns(seconds, (one, turn) => one.measure(rateOf(one), turn));
    const results: Result[] = [];
    for (const one of standing)
      results.push(resultOf(one, round, plan.knee ? await findKnee(rateOf(one), one) : null));
    return results;
  } finally {
    for (const one of standing) await one.end();
  }
}

function resultOf(one: Standing, round: number, knee: number | null): Result {
  const { name, stretch, cost, connect, memoryPerConnection, faults } = one;
  const per1000 = (spent: number) => (spent * 1_000_000) / stretch.delivered;
  const share = (spent: number) => (spent * 1000) / stretch.took;
  return {
    name,
    round,
    stretch,
    serverCpu: per1000(cost.server),
    withPostgresCpu: per1000(cost.server + cost.postgres),
    driverLoad: share(cost.driver),
    othersLoad: share(cost.machine - cost.server - cost.postgres - cost.driver),
    memoryPerConnection,
    connect,
    knee,
    ...faults,
  };
}

/**
 * The highest rate at which p99 stays below the bound, deliveries keep up and nothing is refused, to a twentieth.
 * Looked for upwards from `from`, and where that is too much already, from the first half, quarter … of it that is not.
 * 0 when none is.
 */
async function findKnee(from: number, one: Standing): Promise<number> {
  const heldOnce = async (rate: number): Promise<boolean> => {
    const stretch = await one.run(rate, kneeSeconds);
    const keepsUp = stretch.deliveredInTime >= 0.97 * stretch.expected && stretch.refused === 0;
    return keepsUp && (stretch.delivery.p99 ?? Number.POSITIVE_INFINITY) <= kneeBound;
  };
  // A second time, because a moment of the machine would end it otherwise.
  const holds = async (rate: number) => (await heldOnce(rate)) || heldOnce(rate);
  let held = from;
  while (!(await holds(held))) {
    held = Math.floor(held / 2);
    if (held < lowestKnee) return 0;
  }
  let beyond = Number.POSITIVE_INFINITY;
  for (let step = 1; step < mostSteps && beyond === Number.POSITIVE_INFINITY; step += 1) {
    const next = Math.round(held * kneeGrowth);
    if (await holds(next)) held = next;
    else beyond = next;
  }
  for (let step = 0; step < refinements && Number.isFinite(beyond); step += 1) {
    const between = Math.round(Math.sqrt(held * beyond));
    if (await holds(between)) held = between;
    else beyond = between;
  }
  return held;
}
