import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf, root } from './source-hash.mjs';

const stamp = join(root, 'node_modules/.homegroup-lock');

/** Runs `npm ci` when there is no node_modules folder or it was made from another package-lock.json. */
export function ensureInstalled() {
  const lock = hashOf(['package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;

  console.log('Installing packages (npm ci) …');
  // A production NODE_ENV would leave out the tools that build the product.
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(
      'npm ci failed: see its lines above. Homegroup needs the npm registry for its first start.',
    );
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lock);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensureInstalled();
