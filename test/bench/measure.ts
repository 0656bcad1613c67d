import { Contender, type ContenderName, type Surroundings } from './contender.js';
import type { Answer, Question } from './driver.js';
import type { Faults, Stretch } from './load.js';
import { OwnProcess } from './own-process.js';
import { cpuOf, cpuOfMachine, cpuWithChildren } from './process-cost.js';

/** Connections that are being opened at the same time. */
const width = 50;
/** Of both: a server that has just started runs much of its code before it is compiled, and lives for weeks. */
const warmSeconds = 30;
const kneeSeconds = 3;
const kneeGrowth = 1.2;
/** Milliseconds: a rate at which deliveries take longer is beyond the knee. */
export const kneeBound = 250;
const mostSteps = 20;
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
  /** Processor time of everything else on this machine during the stretch, as a share of one processor. */
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
  seconds: number;
  knee: boolean;
  postgresPid: number;
}

/** One contender once: fresh processes, everybody connects, a measured stretch, then ever higher rates. */
export async function measure(
  name: ContenderName,
  round: number,
  around: Surroundings,
  plan: Plan,
): Promise<Result> {
  const contender = await Contender.start(name, around);
  const driver = OwnProcess.start('test/bench/driver.js');
  const ask = async (question: Question): Promise<Answer> => {
    const answer = await driver.ask<Answer>(question);
    if ('failed' in answer) throw new Error(`${name}: ${answer.failed}`);
    return answer;
  };
  const stretches: Stretch[] = [];
  const run = async (rate: number, seconds: number): Promise<Stretch> => {
    const { stretch } = (await ask({ ask: 'run', rate, seconds })) as { stretch: Stretch };
    stretches.push(stretch);
    return stretch;
  };
  try {
    const seats = contender.seats();
    const connections = seats.flat().length;
    const empty = await contender.memory();
    const { connected } = (await ask({
      ask: 'connect',
      kind: contender.kind,
      rooms: seats,
      width,
      seed: round + 1,
    })) as { connected: number };
    const full = await contender.memory();
    await run(plan.rate, Math.min(warmSeconds, 4 * plan.seconds));
    const costs = () => ({
      server: cpuOf(contender.pids),
      postgres: cpuWithChildren(plan.postgresPid),
      driver: cpuOf([driver.pid]),
      machine: cpuOfMachine(),
    });
    const before = costs();
    const stretch = await run(plan.rate, plan.seconds);
    const after = costs();
    const server = after.server - before.server;
    const postgres = after.postgres - before.postgres;
    const driving = after.driver - before.driver;
    const per1000 = (seconds: number) => (seconds * 1_000_000) / stretch.delivered;
    const share = (seconds: number) => (seconds * 1000) / stretch.took;
    const knee = plan.knee ? await findKnee(plan.rate, run) : null;
    await ask({ ask: 'close' });
    const sum = (fault: keyof Faults) => stretches.reduce((total, each) => total + each[fault], 0);
    return {
      name,
      round,
      stretch,
      serverCpu: per1000(server),
      withPostgresCpu: per1000(server + postgres),
      driverLoad: share(driving),
      othersLoad: share(after.machine - before.machine - server - postgres - driving),
      memoryPerConnection: (full - empty) / connections,
      connect: connected,
      knee,
      lost: sum('lost'),
      doubled: sum('doubled'),
      misordered: sum('misordered'),
    };
  } finally {
    await driver.end();
    await contender.stop();
  }
}

/**
 * The highest rate at which p99 stays below the bound, deliveries keep up and nothing is refused. Looked for upwards
 * from `from`, and where that is too much already, from the first half, quarter … of it that is not. 0 when none is.
 */
async function findKnee(
  from: number,
  run: (rate: number, seconds: number) => Promise<Stretch>,
): Promise<number> {
  const holds = async (rate: number): Promise<boolean> => {
    const stretch = await run(rate, kneeSeconds);
    const keepsUp = stretch.deliveredInTime >= 0.97 * stretch.expected && stretch.refused === 0;
    return keepsUp && (stretch.delivery.p99 ?? Number.POSITIVE_INFINITY) <= kneeBound;
  };
  let held = from;
  while (!(await holds(held))) {
    held = Math.floor(held / 2);
    if (held < lowestKnee) return 0;
  }
  for (let step = 1; step < mostSteps; step += 1) {
    const next = Math.round(held * kneeGrowth);
    if (!(await holds(next))) break;
    held = next;
  }
  return held;
}
