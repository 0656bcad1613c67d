import type { Options } from './options.js';
import type { Figures, Summary } from './reckon.js';

const figure = (value: number | null, digits = 1): string => (value === null ? '–' : value.toFixed(digits));

/** For people. */
export function asText(options: Options, summary: Summary): string {
  const all: Array<[string, string]> = [
    ['messages/s', figure(summary.messagesPerSecond)],
    ['deliveries/s', figure(summary.deliveriesPerSecond)],
    ['lost, doubled, misordered', `${summary.lost}, ${summary.doubled}, ${summary.misordered}`],
    ['overheard by strangers, let go, refused', `${summary.overheard}, ${summary.letGo}, ${summary.refused}`],
    [
      'delay on other nodes p50 / p99, ms',
      `${figure(summary.delay.p50)} / ${figure(summary.delay.p99)} (longest ${figure(summary.delay.max)})`,
    ],
    ['publications per message', figure(summary.publicationsPerMessage, 2)],
    ['bytes out of Redis per message', figure(summary.redisBytesPerMessage, 0)],
    ['WAL bytes per message', figure(summary.walBytesPerMessage, 0)],
    ['database bytes per message', figure(summary.databaseBytesPerMessage, 0)],
    [
      'CPU, ms per 1,000 deliveries: nodes, PostgreSQL, Redis',
      `${figure(summary.cpu)}, ${figure(summary.postgresCpu)}, ${figure(summary.redisCpu)}`,
    ],
    ['processors in use', `${figure(summary.busy * 100, 0)} %`],
  ];
  const width = Math.max(...all.map(([name]) => name.length));
  const title = `${options.members} members, ${options.organizations} organizations, ${options.nodes} nodes, ${options.placement}, ${options.rate} messages/s for ${options.seconds} s`;
  const lines = all.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [title, ...lines, '', ...nodesOf(summary)].join('\n');
}

function nodesOf(summary: Summary): string[] {
  const columns: Array<[string, (of: Figures) => string]> = [
    ['members', (of) => String(of.members)],
    ['written', (of) => String(of.written)],
    ['deliveries', (of) => String(of.deliveries)],
    ['rung', (of) => String(of.bellsRung)],
    ['heard/msg', (of) => figure(of.bellsHeardPerMessage, 2)],
    ['reads/msg', (of) => figure(of.readsPerMessage, 2)],
    ['rows/msg', (of) => figure(of.rowsPerMessage, 2)],
    ['other/msg', (of) => figure(of.otherPerMessage, 2)],
    ['compared/s', (of) => figure(of.comparisons)],
    ['CPU ms/1,000', (of) => figure(of.cpu)],
    ['MiB', (of) => figure(of.memory / 2 ** 20, 0)],
  ];
  const row = (first: string, cells: string[]) =>
    [first.padEnd(6), ...cells.map((cell, nth) => cell.padStart(columns[nth]?.[0].length ?? 0))].join('  ');
  const line = (name: string, of: Figures) =>
    row(
      name,
      columns.map(([, show]) => show(of)),
    );
  return [
    row(
      'node',
      columns.map(([name]) => name),
    ),
    ...summary.nodes.map((each, node) => line(String(node + 1), each)),
    line('all', summary),
  ];
}
