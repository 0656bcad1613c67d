import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { root } from './source-hash.mjs';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Homegroup needs Node 20 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

ensureInstalled();
ensureBuilt();

const main = join(root, 'dist/apps/cli/src/main.js');
if (!existsSync(main)) {
  console.error('The build made no dist/apps/cli/src/main.js, so there is nothing to start.');
  process.exit(1);
}

const child = spawn(process.execPath, [main, 'up', ...process.argv.slice(2)], { stdio: 'inherit' });

// The terminal sends Ctrl-C to the child as well; what it does not send is a signal meant for this process alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  });
}

child.on('error', (error) => {
  console.error(`The command line could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (code !== null) process.exit(code);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
