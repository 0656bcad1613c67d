import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const rules = join(root, '.dependency-cruiser.cjs');

interface Report {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

/** Runs the repository's own rules in a folder laid out like the repository; violations read `rule: from -> to`. */
function cruise(folder: string, places: string[], tsConfig: string) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, ...places, '--config', rules, '--ts-config', tsConfig, '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(`dependency-cruiser printed nothing: ${stderr}`);
  const { summary } = JSON.parse(stdout) as Report;
  return {
    files: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  };
}

describe('dependency rules', () => {
  it('hold in this repository', () => {
    const { files, violations } = cruise(root, ['apps', 'libs', 'test'], 'tsconfig.base.json');

    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(5);
  });

  describe('on planted faults', () => {
    const { violations } = cruise(join(__dirname, 'fixtures'), ['apps', 'libs'], 'tsconfig.json');

    it.each([
      ['a deep import by an application', 'deep-import: apps/server/src/main.ts -> libs/log/src/pump.ts'],
      [
        'a deep import by another library',
        'deep-import-between-libraries: libs/messages/src/index.ts -> libs/log/src/pump.ts',
      ],
      ['a back-edge', 'library-edge-log: libs/log/src/index.ts -> libs/groups/src/index.ts'],
      ['an edge the table lacks', 'library-edge-care: libs/care/src/index.ts -> libs/messages/src/index.ts'],
      ['an application in an application', 'app-to-app: apps/cli/src/main.ts -> apps/server/src/main.ts'],
      ['an application in a library', 'library-to-app: libs/care/src/index.ts -> apps/server/src/main.ts'],
      [
        'the web client past the protocol',
        'web-to-library: apps/web/src/main.ts -> libs/database/src/index.ts',
      ],
      ['a cycle', 'no-cycle: libs/groups/src/group.ts -> libs/groups/src/room.ts'],
      [
        'a library without a row',
        'library-not-in-table: apps/server/src/main.ts -> libs/gossip/src/index.ts',
      ],
      ['a test in the product', 'product-to-test: apps/cli/src/main.ts -> libs/log/src/pump.spec.ts'],
    ])('report %s', (_, violation) => {
      expect(violations).toContain(violation);
    });

    it('report a package in the protocol, even as a type', () => {
      expect(violations).toContainEqual(
        expect.stringMatching(/^protocol-is-pure: libs\/protocol\/src\/index\.ts -> .*socket\.io-client/),
      );
    });

    it('report nothing that is allowed', () => {
      const allowed = [
        'libs/database/src/index.ts -> libs/protocol/src/index.ts',
        'apps/web/src/main.ts -> libs/protocol/src/index.ts',
        'apps/server/src/main.ts -> libs/log/src/index.ts',
      ];
      expect(violations.filter((violation) => allowed.some((edge) => violation.endsWith(edge)))).toEqual([]);
    });
  });
});
