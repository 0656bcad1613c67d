import type { ReportView } from '@homegroup/protocol';
import { outcomeText, sortReports } from './report-words.js';

const report = (id: string, at: string, closedAt: string | null = null) =>
  ({ id, at, closedAt }) as ReportView;

describe('reports', () => {
  it('wait longest first while they are open, and stand newest first once closed', () => {
    const { open, closed } = sortReports([
      report('c', '2026-11-03T00:00:00Z'),
      report('a', '2026-11-01T00:00:00Z'),
      report('x', '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
      report('y', '2026-11-01T00:00:00Z', '2026-11-04T00:00:00Z'),
    ]);
    expect(open.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(closed.map(({ id }) => id)).toEqual(['y', 'x']);
  });

  it('keep how they ended and what was done', () => {
    expect(outcomeText('talked', ' Spoke with Bram on Monday. ')).toBe(
      'We talked. Spoke with Bram on Monday.',
    );
  });
});
