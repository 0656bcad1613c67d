import type { ReportView } from '@homegroup/protocol';

export const reportTitle: Record<ReportView['reason'], string> = {
  worried_about_someone: 'Somebody is worried',
  breaks_the_agreement: 'Breaks the agreement',
  unkind: 'Unkind',
  something_else: 'Something else',
};

/** How a report can end; the words for the record follow. */
export const outcomes = [
  { value: 'stands', label: 'It stands', description: 'Nothing had to be done.' },
  { value: 'talked', label: 'We talked', description: 'Somebody spoke with the person, or with the group.' },
  {
    value: 'acted',
    label: 'We acted',
    description: 'The message was removed, or the person muted or taken out.',
  },
] as const;
export type Outcome = (typeof outcomes)[number]['value'];

/** What is kept: how it ended, and what was done. */
export const outcomeText = (outcome: Outcome, words: string): string =>
  `${outcomes.find(({ value }) => value === outcome)?.label ?? ''}. ${words.trim()}`;

/** Open ones wait longest first, closed ones are newest first. */
export function sortReports(reports: readonly ReportView[]): { open: ReportView[]; closed: ReportView[] } {
  const open = reports.filter(({ closedAt }) => closedAt === null);
  const closed = reports.filter(({ closedAt }) => closedAt !== null);
  return {
    open: open.sort((a, b) => a.at.localeCompare(b.at)),
    closed: closed.sort((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? '')),
  };
}
