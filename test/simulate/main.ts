import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Options, readOptions } from './options.js';
import { broken, reckon } from './reckon.js';
import { asText } from './report.js';
import { simulate } from './simulate.js';

/** Seconds that a run may take besides its talking, for a start and for each thousand members. */
const allowance = { start: 300, perThousand: 3 };

const complain = (error: unknown): void =>
  void process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
const say = (line: string): void =>
  void process.stderr.write(`${Math.round(performance.now() / 1000)} s: ${line}\n`);

async function main(options: Options): Promise<number> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The embedded PostgreSQL listens too and would end the process before everything else is cleared away.
    process.removeAllListeners(signal);
    process.on(signal, () => ending.abort(new Error(`Stopped by ${signal}`)));
  }
  process.once('disconnect', () => ending.abort(new Error('Stopped with what started it')));
  const most = options.seconds + allowance.start + (allowance.perThousand * options.members) / 1000;
  const bound = setTimeout(() => ending.abort(new Error(`Not over after ${most} s`)), most * 1000);
  const observed = await simulate(options, ending.signal, say).finally(() => clearTimeout(bound));
  const summary = reckon(observed);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.version}`;
  process.stdout.write(`${machine}\n${asText(options, summary)}\n`);
  if (options.json)
    writeFileSync(
      options.json,
      `${JSON.stringify({ machine, at: new Date(), options, summary, around: observed.around }, null, 2)}\n`,
    );
  const faults = broken(summary);
  if (faults.length > 0) complain(`The promise was broken: ${faults.join(', ')}`);
  return faults.length > 0 ? 1 : 0;
}

try {
  process.exit(await main(readOptions(process.argv.slice(2))));
} catch (error) {
  complain(error);
  process.exit(2);
}
