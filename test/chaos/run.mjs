/** Builds the server and the chaos runner into dist/chaos, apart from dist, and runs it; arguments are passed on. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

process.exit(
  node('scripts/build.mjs', 'chaos', 'dist/chaos') ||
    node('--enable-source-maps', 'dist/chaos/test/chaos/main.js', ...process.argv.slice(2)),
);
