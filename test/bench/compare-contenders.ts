import { measureRound, type Plan, type Result } from './measure.js';
import type { Options } from './options.js';
import type { ContenderName, Surroundings } from './surroundings.js';

/** All contenders in all rounds. Every round begins with another one, so that what drifts meets all alike. */
export async function compareContenders(
  { contenders, rounds }: Options,
  plan: Plan,
  aroundOf: (name: ContenderName) => Surroundings,
  say: (line: string) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % contenders.length;
    const turn = [...contenders.slice(first), ...contenders.slice(0, first)];
    for (const result of await measureRound(turn, round, aroundOf, plan)) {
      results.push(result);
      const { name, stretch, serverCpu, withPostgresCpu, connect, knee } = result;
      say(
        `round ${round + 1} ${name.padEnd(16)} CPU ${serverCpu.toFixed(1)} (${withPostgresCpu.toFixed(1)} with Postgres) ms/1,000  p50 ${stretch.delivery.p50?.toFixed(1)}  p99 ${stretch.delivery.p99?.toFixed(1)} ms  connect ${connect.toFixed(0)} ms  knee ${knee ?? '–'}`,
      );
    }
  }
  return results;
}
