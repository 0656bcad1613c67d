import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const root = join(__dirname, '../..');
const longestFile = 250;

/** Files that may be longer, each with the reason why splitting it would make it harder to read. */
const mayBeLonger: Record<string, string> = {
  'libs/care/src/roster/plan-roster.property.spec.ts':
    'what any roster is, and what it leaves behind, read together',
  'libs/database/src/schema.ts': 'one row type per table, looked up and never read through',
  'libs/protocol/src/operations.ts': 'the one list of all HTTP operations',
};

const files = ['apps', 'libs', 'test', 'scripts']
  .flatMap((folder) => sourcesUnder(join(root, folder)))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
  .filter(({ path }) => !path.startsWith('test/architecture/'));

function sourcesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesUnder(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const pathsWhere = (isFault: (file: { path: string; text: string }) => boolean) =>
  files.filter(isFault).map(({ path }) => path);

describe('the house', () => {
  it('reads its own files', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it('names a file or folder after what it does', () => {
    const sayNothing = /^(utils?|helpers?|common|shared|managers?)$|[-.](utils?|helpers?|manager)$/;
    expect(
      pathsWhere(({ path }) =>
        path
          .split('/')
          .some((part) => sayNothing.test(basename(part).replace(/(\.spec)?\.(ts|tsx|mjs)$/, ''))),
      ),
    ).toEqual([]);
  });

  it('has no forwardRef', () => {
    expect(pathsWhere(({ text }) => text.includes('forwardRef('))).toEqual([]);
  });

  it('has no test that runs alone or not at all', () => {
    const focusedOrSkipped =
      /\b(it|test|describe)\.(only|skip|todo)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(pathsWhere(({ text }) => focusedOrSkipped.test(text))).toEqual([]);
  });

  it(`has no source file of more than ${longestFile} lines`, () => {
    const lines = (text: string) => text.trimEnd().split('\n').length;
    const long = files
      .filter(
        ({ path, text }) =>
          /^(apps|libs)\//.test(path) && !(path in mayBeLonger) && lines(text) > longestFile,
      )
      .map(({ path, text }) => `${path}: ${lines(text)} lines`);
    expect(long).toEqual([]);
  });

  it('keeps no exception that is no longer needed', () => {
    expect(Object.keys(mayBeLonger).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
