import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakBuild, brokenBuilds } from './broken-builds.js';
import { byInvariant, report } from './report.js';
import { type Outcome, type RunOptions, runChaos } from './run-chaos.js';

/** Where this program and the server under test were compiled to. */
const build = join(import.meta.dirname, '../..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    'work-seed': { type: 'string' },
    seconds: { type: 'string', default: '20' },
    clients: { type: 'string', default: '10' },
    cuts: { type: 'string' },
    broken: { type: 'string' },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

const number = (name: 'seed' | 'work-seed' | 'seconds' | 'clients' | 'cuts', otherwise: number): number => {
  const given = values[name];
  const read = given === undefined ? otherwise : Number(given);
  if (!Number.isInteger(read) || read < 1) throw new Error(`--${name} takes a whole number from 1`);
  return read;
};

const options: RunOptions = {
  seed: number('seed', 1),
  workSeed: number('work-seed', 1000 + number('seed', 1)),
  seconds: number('seconds', 20),
  clients: number('clients', 10),
  cuts: values.cuts === undefined ? null : number('cuts', 1),
  build,
  patience: 25_000,
  keep: values.keep,
  say: (line) => void process.stderr.write(`${Math.round(performance.now() / 1000)} s: ${line}\n`),
};

function write(file: string, outcome: Outcome): void {
  const { history, ...rest } = outcome;
  // The history is large, and of use only where something was found or is looked for.
  writeFileSync(
    file,
    JSON.stringify(outcome.violations.length > 0 || values.keep ? { ...rest, history } : rest, null, 1),
  );
}

async function runOnce(): Promise<boolean> {
  const outcome = await runChaos(options);
  say(report(outcome));
  if (outcome.directory) say(`Logs are in ${outcome.directory}`);
  if (values.json) write(values.json, outcome);
  return outcome.violations.length === 0 && outcome.missing.length === 0 && outcome.left === null;
}

/** Under as many seeds a broken build must be caught. */
const mostRounds = 3;

async function runBroken(kind: string): Promise<boolean> {
  const broken = brokenBuilds[kind];
  if (!broken) throw new Error(`--broken takes one of: all, ${Object.keys(brokenBuilds).join(', ')}`);
  const { folder, remove } = breakBuild(build, broken);
  try {
    let rounds = 1;
    const run = () =>
      runChaos({ ...options, seed: options.seed + rounds - 1, build: folder, patience: 6000 });
    const isCaught = () => outcome.violations.some(({ invariant }) => broken.breaks.includes(invariant));
    let outcome = await run();
    // A fault may miss the one moment in which the build is wrong.
    for (; !isCaught() && rounds < mostRounds; outcome = await run()) rounds += 1;
    const caught = isCaught();
    say(
      `${kind} (${broken.why}): ${caught ? 'caught' : 'NOT CAUGHT'} after ${rounds} round${rounds === 1 ? '' : 's'}`,
    );
    for (const line of byInvariant(outcome.violations)) say(`  ${line}`);
    for (const { invariant, what } of outcome.violations)
      if (!broken.breaks.includes(invariant)) say(`  ${invariant}: ${what}`);
    if (values.keep) say(report(outcome));
    return caught;
  } finally {
    remove();
  }
}

async function main(): Promise<boolean> {
  if (values.broken === undefined) return runOnce();
  const kinds = values.broken === 'all' ? Object.keys(brokenBuilds) : [values.broken];
  let allCaught = true;
  for (const kind of kinds) allCaught = (await runBroken(kind)) && allCaught;
  return allCaught;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    process.stderr.write(`Stopped by ${signal}\n`);
    process.exit(130);
  });
try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
}
