import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Summary } from './reckon.js';

const root = join(__dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'homegroup-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a short simulation', () => {
  it.each(['spread', 'home'])(
    '%s over two nodes: everybody hears everything once and in order',
    (placement) => {
      const file = join(folder, `${placement}.json`);
      // Four rooms of twelve.
      const size = '--nodes 2 --members 48 --organizations 2 --rate 40 --seconds 2'.split(' ');
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['test/simulate/run.mjs', ...size, '--placement', placement, '--json', file],
        { cwd: root, encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`it ended with ${status}:\n${stdout}\n${stderr}`);
      const { summary } = JSON.parse(readFileSync(file, 'utf8')) as { summary: Summary };
      const { lost, doubled, misordered, overheard, letGo, strangersLeft } = summary;
      expect({ lost, doubled, misordered, overheard, letGo, strangersLeft }).toEqual({
        lost: 0,
        doubled: 0,
        misordered: 0,
        overheard: 0,
        letGo: 0,
        strangersLeft: 0,
      });
      expect(summary.written).toBeGreaterThan(0);
      // A node hears nothing of an organization that is on the other, and must read what the other wrote of its own.
      if (placement === 'home') expect(summary.bellsHeardPerMessage).toBe(0);
      else expect(summary.readsPerMessage).toBeGreaterThan(0);
      expect(summary.deliveries).toBeGreaterThan(0);
      expect(summary.deliveries % 12).toBe(0);
    },
    300_000,
  );
});
