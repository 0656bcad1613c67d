import type { Comparison, Summary } from './targets.js';

export const number = (value: number | null, digits = 1): string =>
  value === null ? '–' : value.toFixed(digits);

const lines: ReadonlyArray<{ title: string; read: (summary: Summary) => string }> = [
  { title: 'messages/s', read: (of) => number(of.messagesPerSecond, 0) },
  { title: 'deliveries/s', read: (of) => number(of.deliveriesPerSecond, 0) },
  { title: 'knee, messages/s', read: (of) => number(of.knee, 0) },
  { title: 'knee, deliveries/s', read: (of) => number(of.kneeDeliveries, 0) },
  { title: 'acknowledged p50, ms', read: (of) => number(of.ackP50) },
  { title: 'acknowledged p99, ms', read: (of) => number(of.ackP99) },
  { title: 'delivered p50, ms', read: (of) => number(of.deliveryP50) },
  { title: 'delivered p99, ms', read: (of) => number(of.deliveryP99) },
  { title: 'server CPU, ms per 1,000 deliveries', read: (of) => number(of.serverCpu) },
  { title: '  with Postgres', read: (of) => number(of.withPostgresCpu) },
  {
    title: 'memory per connection, KiB',
    read: (of) => number(of.memoryPerConnection === null ? null : of.memoryPerConnection / 1024),
  },
  { title: 'connecting all, ms', read: (of) => number(of.connect, 0) },
  { title: 'lost', read: (of) => String(of.lost) },
  { title: 'doubled', read: (of) => String(of.doubled) },
  { title: 'misordered', read: (of) => String(of.misordered) },
  { title: 'refused', read: (of) => String(of.refused) },
  { title: "driver's load, of one processor", read: (of) => number(of.driverLoad, 2) },
  { title: 'load of others, of one processor', read: (of) => number(of.othersLoad, 2) },
];

const reached = { true: 'reached', false: 'NOT REACHED', null: 'not measured' } as const;

const first = 38;
const column = 18;

export const row = (title: string, cells: readonly string[]): string =>
  title.padEnd(first) + cells.map((cell) => cell.padStart(column)).join('');

/** For a terminal: medians side by side, then the ratios with their targets. */
export function asTable(summaries: readonly Summary[], comparisons: readonly Comparison[]): string {
  const table = [
    row(
      'medians over the rounds',
      summaries.map(({ name }) => name),
    ),
    '-'.repeat(first + column * summaries.length),
    ...lines.map(({ title, read }) => row(title, summaries.map(read))),
  ];
  const ratios = comparisons.map(({ what, ratio, bound, target, reached: isReached }) =>
    row(what, [
      ratio === null ? '–' : `${ratio.toFixed(2)}×`,
      ...(target === null ? [] : [`${bound} ${target}×`, reached[`${isReached}`]]),
    ]),
  );
  return [
    ...table,
    '',
    ...(ratios.length > 0 ? ['against the group-commit floor, unless it says otherwise', ...ratios] : []),
  ].join('\n');
}
