import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
// One folder per worker: test files that run at the same time do not build over each other.
const output = `dist/realtime-test-${process.env.JEST_WORKER_ID ?? '1'}`;

/** Where `buildServer` puts what is run. */
export const builtServer = join(root, output, 'apps/server/src/main.js');
/** And what the health check of a container runs. */
export const builtProbe = join(root, output, 'apps/server/src/health/probe.js');

/** Compiles the server once for the test file that kills its processes. */
export function buildServer(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', 'server', output], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the server was not built:\n${stderr}`);
}
