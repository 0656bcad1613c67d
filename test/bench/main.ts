import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createDatabase, startBenchPostgres } from './bench-postgres.js';
import { startBenchRedis } from './bench-redis.js';
import { asChart } from './chart.js';
import type { ContenderName } from './contender.js';
import { flood } from './flood.js';
import { measure, type Result } from './measure.js';
import { readOptions } from './options.js';
import { asTable } from './report.js';
import { seedHouse } from './seed.js';
import { compare, type Summary, summarize } from './targets.js';

const options = readOptions(process.argv.slice(2));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
const load = `${options.rooms} rooms of ${options.members}, ${options.rate} messages/s, ${options.rounds} rounds of ${options.seconds} s`;
say(`${load}\n${machine}`);

const contenders = (
  ['group-commit', 'homegroup', 'bare', ...(options.twoNodes ? ['homegroup-2'] : [])] as ContenderName[]
).filter((name) => options.only.length === 0 || options.only.includes(name));
const names = options.flood ? [] : contenders;
const postgres = await startBenchPostgres();
const redis = options.twoNodes ? await startBenchRedis() : null;
const results: Result[] = [];
try {
  await createDatabase(postgres, 'floor');
  const house = await seedHouse(postgres, 'homegroup', options);
  const around = {
    house,
    floorDatabase: postgres.url('floor'),
    redisUrl: redis?.url ?? null,
    nodeFlags: options.nodeFlags,
    size: options,
  };
  if (options.flood) await flood(around, options, say);
  const plan = { ...options, postgresPid: postgres.pid };
  for (let round = 0; round < options.rounds; round += 1)
    // Every round begins with another one, so that what drifts meets all alike.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] as ContenderName;
      const result = await measure(name, round, around, plan);
      results.push(result);
      const { stretch, serverCpu, withPostgresCpu, connect, knee } = result;
      say(
        `round ${round + 1} ${name.padEnd(13)} CPU ${serverCpu.toFixed(1)} (${withPostgresCpu.toFixed(1)} with Postgres) ms/1,000  p50 ${stretch.delivery.p50?.toFixed(1)}  p99 ${stretch.delivery.p99?.toFixed(1)} ms  connect ${connect.toFixed(0)} ms  knee ${knee ?? '–'}`,
      );
    }
  await house.close();
} finally {
  await redis?.stop();
  await postgres.stop();
}

const summaries = new Map<string, Summary>(
  names.map((name) => [
    name,
    summarize(
      results.filter((result) => result.name === name),
      options.members,
    ),
  ]),
);
const comparisons = compare(summaries);
if (names.length > 0) say(`\n${asTable([...summaries.values()], comparisons)}`);
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ machine, options, summaries: Object.fromEntries(summaries), comparisons, results }, null, 2)}\n`,
  );
if (options.chart) writeFileSync(options.chart, asChart([...summaries.values()], `${load}; ${machine}`));
const broken = [...summaries.values()].some(
  ({ lost, doubled, misordered }) => lost + doubled + misordered > 0,
);
if (broken) {
  process.stderr.write('Messages were lost, doubled or misordered.\n');
  process.exitCode = 1;
}
