/** Builds the server and the bench into dist/bench, apart from dist, and runs the bench; arguments are passed on. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const [first, ...rest] = process.argv.slice(2);
const longLog = first === '--log-length';
const program = longLog ? 'long-log' : 'main';
const built = node('scripts/build.mjs', 'bench', 'dist/bench');
process.exit(
  built ||
    node(
      '--enable-source-maps',
      `dist/bench/test/bench/${program}.js`,
      ...(longLog ? ['--events', ...rest] : process.argv.slice(2)),
    ),
);
