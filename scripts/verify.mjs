/**
 * Everything that must hold before a change is taken, in one command, from a fresh clone: see `steps` below.
 * Stops at the first failure with a non-zero exit. The last line is always `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { root } from './source-hash.mjs';

const results = mkdtempSync(join(tmpdir(), 'homegroup-verify-'));
const counts = { passed: 0, failed: 0 };
const started = performance.now();

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
const npmRun = (script) => run('npm', ['run', '--silent', script]);
const hasScript = (name) => name in JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

function finish(exitCode) {
  rmSync(results, { recursive: true, force: true });
  console.log(`\nVerified in ${seconds(started)}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(exitCode);
}

function ensureSystemPrograms() {
  const wanted = { chromium: '/usr/bin/chromium', 'redis-server': '/usr/bin/redis-server' };
  const missing = () => Object.keys(wanted).filter((name) => !existsSync(wanted[name]));
  if (missing().length === 0) return true;

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const names = missing();
    console.log(`Installing ${names.join(' and ')} with apt-get …`);
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names]);
  }
  if (missing().length === 0) return true;
  console.error(`Install ${missing().join(' and ')} first (Debian: apt-get install ${missing().join(' ')}).`);
  return false;
}

function runTests(project) {
  const output = join(results, `${project}.json`);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const passed = run(process.execPath, [
    jest,
    ...['--selectProjects', project, '--passWithNoTests', '--json', '--outputFile', output],
  ]);
  if (!existsSync(output)) return passed;

  const report = JSON.parse(readFileSync(output, 'utf8'));
  counts.passed += report.numPassedTests;
  // A suite that does not even load has no test to count, and is a failure all the same.
  counts.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  return passed && report.success;
}

/** @type {[title: string, step: () => boolean][]} */
const steps = [
  ['Formatting (biome)', () => npmRun('format:check')],
  ['Lint (oxlint)', () => npmRun('lint')],
  ['Types (tsgo)', () => npmRun('types')],
  ['Dependency rules (dependency-cruiser)', () => npmRun('deps')],
  ['Unused code and packages (knip)', () => npmRun('knip')],
  ['Build', () => npmRun('build')],
  ['Contracts', () => !hasScript('contracts:check') || npmRun('contracts:check')],
  ...['unit', 'architecture', 'integration', 'realtime', 'chaos', 'browser'].map((project) => [
    `Tests: ${project}`,
    () => runTests(project),
  ]),
];

ensureInstalled();
if (!ensureSystemPrograms()) finish(1);

for (const [title, step] of steps) {
  console.log(`\n== ${title}`);
  const stepStarted = performance.now();
  const passed = step();
  console.log(`== ${title}: ${passed ? 'ok' : 'FAILED'} (${seconds(stepStarted)})`);
  if (!passed) finish(1);
}
if (counts.passed === 0) console.error('No test ran.');
finish(counts.passed === 0 ? 1 : 0);
