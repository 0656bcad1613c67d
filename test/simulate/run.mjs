/** Builds the server and the simulation into dist/simulate, apart from dist, and runs it; arguments are passed on. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = spawnSync(process.execPath, ['scripts/build.mjs', 'simulate', 'dist/simulate'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

// In a group of its own: an interrupt at the terminal would reach PostgreSQL and Redis as well, and they are to be
// stopped after the nodes. It is passed on instead; when this process is killed the channel to it closes, which ends it.
const child = spawn(
  process.execPath,
  ['--enable-source-maps', 'dist/simulate/test/simulate/main.js', ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
