/** Builds the server and the simulation into dist/simulate, apart from dist, and runs it; arguments are passed on. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = spawnSync(process.execPath, ['scripts/build.mjs', 'simulate', 'dist/simulate'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

// Not spawnSync: that could not pass a signal on, and PostgreSQL and Redis would outlive this process.
const child = spawn(
  process.execPath,
  ['--enable-source-maps', 'dist/simulate/test/simulate/main.js', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
