import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createDatabase, startBenchPostgres } from './bench-postgres.js';
import { startBenchRedis } from './bench-redis.js';
import { asChart } from './chart.js';
import { compareContenders } from './compare-contenders.js';
import { missingEjabberd, seedEjabberd } from './ejabberd/ejabberd-database.js';
import { flood } from './flood.js';
import { asGrowthTable, growth } from './growth.js';
import type { Result } from './measure.js';
import { readOptions } from './options.js';
import { asSentence, costOfPauses } from './pauses.js';
import { missingProcessors, moveTo } from './processors.js';
import { asTable } from './report.js';
import { seedHouse } from './seed.js';
import type { ContenderName, Surroundings } from './surroundings.js';
import { compare, summarizeAll } from './targets.js';

const options = readOptions(process.argv.slice(2));
const { contenders } = options;
const needsEjabberd = contenders.includes('ejabberd');
const missing = (needsEjabberd ? missingEjabberd() : null) ?? (options.apart ? missingProcessors() : null);
if (missing) {
  process.stderr.write(`${missing}\n`);
  process.exit(2);
}
const say = (line: string) => void process.stdout.write(`${line}\n`);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
const load = options.growth
  ? `${options.rate * options.members} deliveries/s, stretches of ${options.seconds} s`
  : `${options.rooms} rooms of ${options.members}, ${options.rate} messages/s${options.perNode ? ' for each process' : ''}, ${options.rounds} rounds of ${options.seconds} s${options.apart ? ', server and driver apart' : ''}`;
const pauses = costOfPauses();
say(`${load}\n${machine}\n${asSentence(pauses)}`);

const keep = (figures: object) =>
  options.json &&
  writeFileSync(options.json, `${JSON.stringify({ machine, pauses, options, ...figures }, null, 2)}\n`);

const postgres = await startBenchPostgres();
const redis = contenders.some((name) => name.startsWith('homegroup-2')) ? await startBenchRedis() : null;
if (options.apart) for (const each of [postgres, redis]) if (each) moveTo('serving', each.pid);
const results: Result[] = [];
try {
  await createDatabase(postgres, 'floor');
  const plan = { ...options, postgresPid: postgres.pid };
  const house = (name: string, size: { rooms: number; members: number }) =>
    seedHouse(postgres, name, { ...size, organizations: options.organizations });
  const surroundings = async (
    name: string,
    size: { rooms: number; members: number },
  ): Promise<Surroundings> => ({
    house: await house(name, size),
    floorDatabase: postgres.url('floor'),
    redisUrl: redis?.url ?? null,
    ejabberd: needsEjabberd && !options.growth ? await seedEjabberd(postgres, size) : null,
    nodeFlags: options.nodeFlags,
    apart: options.apart,
    size,
  });
  if (options.growth) {
    const rows = await growth(options, plan, surroundings, say);
    results.push(...rows.flatMap((row) => row.results));
    say(`\n${asGrowthTable(rows)}`);
    keep({ growth: rows });
  } else {
    const around = await surroundings('homegroup', options);
    // Those who stand side by side must not hear each other: each of the product's has a database of its own.
    const others = new Map<ContenderName, Surroundings>();
    for (const name of contenders.filter((each) => each.startsWith('homegroup-')))
      others.set(name, { ...around, house: await house(name.replaceAll('-', '_'), options) });
    const aroundOf = (name: ContenderName) => others.get(name) ?? around;
    if (options.flood) await flood(around, options, say);
    else results.push(...(await compareContenders(options, plan, aroundOf, say)));
    for (const each of [around, ...others.values()]) await each.house.close();
  }
} finally {
  await redis?.stop();
  await postgres.stop();
}

if (!options.growth && !options.flood) {
  const summaries = summarizeAll(results, contenders, options.members);
  const comparisons = compare(summaries, options.perNode);
  say(`\n${asTable([...summaries.values()], comparisons)}`);
  keep({ summaries: Object.fromEntries(summaries), comparisons, results });
  if (options.chart) writeFileSync(options.chart, asChart([...summaries.values()], `${load}; ${machine}`));
}
if (results.some(({ lost, doubled, misordered }) => lost + doubled + misordered > 0)) {
  process.stderr.write('Messages were lost, doubled or misordered.\n');
  process.exitCode = 1;
}
