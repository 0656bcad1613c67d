import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakBuild, brokenBuilds } from './broken-builds.js';
import type { Outcome } from './run-chaos.js';

const root = join(__dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'homegroup-short-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a short run', () => {
  it('keeps the promise through every kind of fault', () => {
    const file = join(folder, 'outcome.json');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['test/chaos/run.mjs', '--seed', '1', '--seconds', '8', '--json', file],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`it ended with ${status}:\n${stdout}\n${stderr}`);
    const outcome = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
    expect(outcome.violations).toEqual([]);
    expect(outcome.missing).toEqual([]);
    expect(outcome.left).toBeNull();
  }, 300_000);

  it.each(Object.keys(brokenBuilds))(
    'finds in the compiled server what the broken build %s changes',
    (kind) => {
      const broken = brokenBuilds[kind];
      if (!broken) throw new Error(kind);
      breakBuild(join(root, 'dist/chaos'), broken).remove();
    },
  );
});
