import { measure, type Plan, type Result } from './measure.js';
import type { Options } from './options.js';
import type { Surroundings } from './surroundings.js';

/** All contenders in all rounds. Every round begins with another one, so that what drifts meets all alike. */
export async function compareContenders(
  { contenders, rounds }: Options,
  plan: Plan,
  around: Surroundings,
  say: (line: string) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  const turns = Array.from({ length: rounds }, (_, round) =>
    contenders.map((_name, turn) => ({ round, name: contenders[(round + turn) % contenders.length] })),
  ).flat();
  for (const { round, name } of turns) {
    if (!name) continue;
    const result = await measure(name, round, around, plan);
    results.push(result);
    const { stretch, serverCpu, withPostgresCpu, connect, knee } = result;
    say(
      `round ${round + 1} ${name.padEnd(16)} CPU ${serverCpu.toFixed(1)} (${withPostgresCpu.toFixed(1)} with Postgres) ms/1,000  p50 ${stretch.delivery.p50?.toFixed(1)}  p99 ${stretch.delivery.p99?.toFixed(1)} ms  connect ${connect.toFixed(0)} ms  knee ${knee ?? '–'}`,
    );
  }
  return results;
}
