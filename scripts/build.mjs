/**
 * Builds into `dist`, which mirrors the repository: dist/apps/server/src/main.js, dist/libs/log/src/index.js and
 * so on as ES modules for plain Node, and dist/apps/web as static files. `server` or `web` builds that half alone;
 * `server <folder>` builds it into another folder of the repository, `bench <folder>`, `chaos <folder>` or
 * `simulate <folder>` with that program of test/ beside it.
 *
 * Files are compiled one by one with swc: types are checked elsewhere (`npm run types`). An import of
 * `@homegroup/<name>` becomes a relative path, so that `dist` runs without any resolver of its own.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { filesUnder, root } from './source-hash.mjs';

const only = process.argv[2];
const output = process.argv[3] ?? 'dist';
/** What of test/ each program is made of. */
const programs = {
  bench: ['test/bench', 'test/support/room-with.ts'],
  chaos: ['test/chaos'],
  simulate: ['test/simulate', 'test/bench', 'test/support/room-with.ts', 'test/chaos/random.ts'],
};
const compiled = ['apps/server', 'apps/cli', 'apps/worker', 'libs', ...(programs[only] ?? [])];
const isLeftOut = /\.spec\.ts$|\.d\.ts$|(^|\/)(package|tsconfig[^/]*)\.json$|\.md$/;

const swcOptions = {
  configFile: false,
  swcrc: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

function withRelativeImports(code, file) {
  return code.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(["'])@homegroup\/([a-z-]+)\2/g,
    (_, before, quote, library) => {
      const target = posix.relative(posix.dirname(file), `libs/${library}/src/index.js`);
      return `${before}${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`;
    },
  );
}

async function buildServer() {
  const { transformFile } = await import('@swc/core');
  const started = performance.now();
  for (const folder of compiled) rmSync(join(root, output, folder), { recursive: true, force: true });

  const files = compiled.flatMap((folder) => filesUnder(folder)).filter((file) => !isLeftOut.test(file));
  await Promise.all(
    files.map(async (path) => {
      const file = path.split(sep).join('/');
      const target = join(root, output, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      if (!file.endsWith('.ts')) return copyFileSync(join(root, file), target);

      const { code, map } = await transformFile(join(root, file), {
        ...swcOptions,
        sourceFileName: relative(dirname(target), join(root, file)),
      });
      writeFileSync(
        target,
        `${withRelativeImports(code, file)}\n//# sourceMappingURL=${posix.basename(target)}.map\n`,
      );
      writeFileSync(`${target}.map`, map);
    }),
  );
  console.log(`Compiled ${files.length} files to ${output} in ${Math.round(performance.now() - started)} ms`);
}

function buildWeb() {
  if (!existsSync(join(root, 'apps/web/index.html'))) return;
  const { status } = spawnSync('npm', ['run', 'build', '--workspace', 'apps/web'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (only !== 'web') await buildServer();
if (only === undefined || only === 'web') buildWeb();
