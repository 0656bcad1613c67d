import { Contender, type Surroundings } from './contender.js';
import type { Answer, Question } from './driver.js';
import type { Assault, Spoils } from './hostile.js';
import { median } from './latencies.js';
import type { Stretch } from './load.js';
import type { Options } from './options.js';
import { OwnProcess } from './own-process.js';
import { sideIn } from './surroundings.js';

/** Of p99 while one person floods to p99 in calm. */
const target = 2;
const width = 50;

/**
 * The others' latency in calm and while one person floods, in turns on one server. That person's seat is in a room of
 * the last, and does not talk. Ends the bench with a failure when a message of the others was lost or refused.
 */
export async function flood(
  around: Surroundings,
  options: Options,
  say: (line: string) => void,
): Promise<void> {
  const contender = await Contender.start('homegroup', around);
  const [driver, hostile] = [
    OwnProcess.start('test/bench/driver.js', { side: sideIn(around, 'driving') }),
    OwnProcess.start('test/bench/hostile.js', { side: sideIn(around, 'driving') }),
  ];
  const ask = async (question: Question): Promise<Answer> => {
    const answer = await driver.ask<Answer>(question);
    if ('failed' in answer) throw new Error(answer.failed);
    return answer;
  };
  const run = async (seconds: number) =>
    ((await ask({ ask: 'run', rate: options.rate, seconds })) as { stretch: Stretch }).stretch;
  try {
    const rooms = contender.seats();
    const seat = rooms.at(-1)?.pop();
    if (!seat) throw new Error('there is nobody to be hostile');
    await ask({ ask: 'connect', kind: contender.kind, rooms, width, seed: 1 });
    await run(3);
    const calm: Stretch[] = [];
    const flooded: Stretch[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      calm.push(await run(options.seconds));
      const assault = hostile.ask<Spoils>({ seat, seconds: options.seconds } satisfies Assault);
      flooded.push(await run(options.seconds));
      const { connected, turnedAway, sent } = await assault;
      say(
        `round ${round + 1}: calm ${figures(calm.at(-1))}, flooded ${figures(flooded.at(-1))}; the hostile client sent ${sent} events over ${connected} connections and was turned away ${turnedAway} times`,
      );
    }
    const p99 = (stretches: readonly Stretch[]) => median(stretches.map((each) => each.delivery.p99)) ?? 0;
    const ratio = p99(flooded) / p99(calm);
    say(
      `p99 of the others: ${p99(calm).toFixed(1)} ms in calm, ${p99(flooded).toFixed(1)} ms flooded, ${ratio.toFixed(2)}× (at most ${target}×): ${ratio <= target ? 'reached' : 'NOT REACHED'}`,
    );
    const hurt = [...calm, ...flooded].filter((each) => each.lost + each.refused + each.misordered > 0);
    if (hurt.length > 0) throw new Error('a message of the others was lost, refused or misordered');
  } finally {
    await hostile.end();
    await driver.end();
    await contender.stop();
  }
}

const figures = (stretch: Stretch | undefined): string =>
  `p50 ${stretch?.delivery.p50?.toFixed(1)} p99 ${stretch?.delivery.p99?.toFixed(1)} ms`;
