import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesUnder, hashOf, root } from './source-hash.mjs';

const stamp = join(root, 'dist/.homegroup-sources');
const sources = [
  'apps',
  'libs',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** Builds server, command line and web client when `dist` was made from other sources than these. */
export function ensureBuilt() {
  const isSource = (path) => !path.endsWith('.spec.ts');
  const hash = hashOf(sources.flatMap((path) => filesUnder(path, isSource)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

  console.log('Building …');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('The build failed: see its lines above.');
    process.exit(status ?? 1);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensureBuilt();
