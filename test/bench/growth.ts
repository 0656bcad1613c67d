import { measureRound, type Plan, type Result } from './measure.js';
import type { Options } from './options.js';
import { number, row } from './report.js';
import type { ContenderName, Surroundings } from './surroundings.js';

interface Size {
  rooms: number;
  members: number;
}

/** Ever more rooms of as many members, then as many rooms of ever more members: half, once, twice and four times. */
const sizesAround = ({ rooms, members }: Size): Size[] => [
  ...factors.map((factor) => ({ rooms: Math.ceil(rooms * factor), members })),
  ...factors
    .filter((factor) => factor !== 1)
    .map((factor) => ({ rooms, members: Math.ceil(members * factor) })),
];
const factors = [0.5, 1, 2, 4];
const compared: readonly ContenderName[] = ['homegroup', 'group-commit'];

export interface GrowthRow extends Size {
  /** Messages per second: as many as make the same deliveries per second at every size. */
  rate: number;
  results: Result[];
}

/** The same deliveries per second at every size, the product and the floor that stores one after the other. */
export async function growth(
  options: Options,
  plan: Plan,
  surroundings: (name: string, size: Size) => Promise<Surroundings>,
  say: (line: string) => void,
): Promise<GrowthRow[]> {
  const rows: GrowthRow[] = [];
  for (const size of sizesAround(options)) {
    const rate = Math.max(1, Math.round((options.rate * options.members) / size.members));
    const around = await surroundings(`growth_${size.rooms}_${size.members}`, size);
    const names = compared.filter((each) => options.contenders.includes(each));
    const results = await measureRound(names, 0, () => around, { ...plan, rate, knee: false });
    await around.house.close();
    const made = { ...size, rate, results };
    rows.push(made);
    say(lines(made).join('\n'));
  }
  return rows;
}

const columns: ReadonlyArray<{ title: string; read: (result: Result) => string }> = [
  { title: 'CPU', read: ({ serverCpu }) => number(serverCpu) },
  { title: '+ Postgres', read: ({ withPostgresCpu }) => number(withPostgresCpu) },
  { title: 'p50, ms', read: ({ stretch }) => number(stretch.delivery.p50) },
  { title: 'p99, ms', read: ({ stretch }) => number(stretch.delivery.p99) },
  { title: 'connect, ms', read: ({ connect }) => number(connect, 0) },
  { title: 'KiB each', read: ({ memoryPerConnection }) => number(memoryPerConnection / 1024) },
];

const lines = ({ rooms, members, rate, results }: GrowthRow): string[] =>
  results.map((result) =>
    row(
      `${String(rooms).padStart(3)} × ${String(members).padEnd(2)}  ${String(rate).padStart(5)}/s  ${result.name}`,
      columns.map(({ read }) => read(result)),
    ),
  );

/** For a terminal; processor time in milliseconds per 1,000 deliveries. */
export function asGrowthTable(rows: readonly GrowthRow[]): string {
  const head = row(
    'rooms × members, messages',
    columns.map(({ title }) => title),
  );
  return [head, '-'.repeat(head.length), ...rows.flatMap(lines)].join('\n');
}
