import type { Summary } from './targets.js';

const panels: ReadonlyArray<{ title: string; unit: string; read: (summary: Summary) => number | null }> = [
  { title: 'Server CPU per 1,000 deliveries', unit: 'ms', read: (of) => of.serverCpu },
  { title: 'CPU with Postgres per 1,000 deliveries', unit: 'ms', read: (of) => of.withPostgresCpu },
  { title: 'Delivery, median', unit: 'ms', read: (of) => of.deliveryP50 },
  { title: 'Delivery, 99 of 100', unit: 'ms', read: (of) => of.deliveryP99 },
  { title: 'Knee', unit: 'messages/s', read: (of) => of.knee },
  {
    title: 'Memory per connection',
    unit: 'KiB',
    read: (of) => (of.memoryPerConnection === null ? null : of.memoryPerConnection / 1024),
  },
];

const colours: Record<string, string> = {
  homegroup: '#1f6f63',
  'homegroup-2': '#5fa597',
  'homegroup-2-home': '#3f8578',
  ejabberd: '#a4664c',
  'group-commit': '#8a8174',
  'group-commit-2': '#a9a194',
  bare: '#c9c1b3',
};
const width = 760;
const bar = 20;
const gap = 6;
const left = 140;
const right = 150;

/** A bar chart, one panel per measure, as SVG that needs nothing else. */
export function asChart(summaries: readonly Summary[], subtitle: string): string {
  const panelHeight = 34 + summaries.length * (bar + gap) + 14;
  const body = panels.map(({ title, unit, read }, index) => {
    const values = summaries.map((summary) => read(summary) ?? 0);
    const most = Math.max(...values, Number.MIN_VALUE);
    const bars = summaries.map((summary, line) => {
      const value = values[line] ?? 0;
      const y = 34 + line * (bar + gap);
      const length = Math.max(1, (value / most) * (width - left - right));
      return `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${summary.name}</text>
<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${bar}" rx="3" fill="${colours[summary.name] ?? '#444'}"/>
<text x="${(left + length + 6).toFixed(1)}" y="${y + 14}">${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}</text>`;
    });
    return `<g transform="translate(0 ${56 + index * panelHeight})"><text x="${left}" y="20" font-weight="600">${title}</text>
${bars.join('\n')}</g>`;
  });
  const height = 56 + panels.length * panelHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#2b2a27" role="img" aria-label="Homegroup beside its floors">
<rect width="${width}" height="${height}" fill="#faf7f1"/>
<text x="${gap}" y="28" font-size="17" font-weight="600">Homegroup beside its floors</text>
<text x="${gap}" y="46" fill="#6b665c">${subtitle}</text>
${body.join('\n')}
</svg>
`;
}
