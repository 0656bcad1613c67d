import type { ReportView } from '@homegroup/protocol';
import { Link } from 'react-router';
import { Badge, Button, Card, EmptyState } from '../../ui/index.js';
import { spanWords } from '../../ui/times.js';
import { reportTitle } from './report-words.js';

export type ReportTab = 'open' | 'closed';

export interface ReportListProps {
  sorted: Record<ReportTab, ReportView[]>;
  tab: ReportTab;
  onTab: (tab: ReportTab) => void;
  openedId: string | undefined;
}

export function ReportList({ sorted, tab, onTab, openedId }: ReportListProps) {
  const reports = sorted[tab];
  const choice = (value: ReportTab, label: string) => (
    <Button
      size="sm"
      className="rounded-full"
      tone={tab === value ? 'primary' : 'outline'}
      aria-pressed={tab === value}
      onPress={() => onTab(value)}
    >
      {`${label}, ${sorted[value].length}`}
    </Button>
  );
  return (
    <div>
      <fieldset className="mb-3 flex flex-wrap gap-2">
        <legend className="sr-only">Which reports</legend>
        {choice('open', 'Open')}
        {choice('closed', 'Closed')}
      </fieldset>
      <Card flush>
        {reports.length === 0 && (
          <EmptyState
            title={tab === 'open' ? 'Nothing waits' : 'None closed yet'}
            text={tab === 'open' ? 'Every report has been read and closed.' : undefined}
          />
        )}
        <ul className="divide-y divide-line" aria-label={tab === 'open' ? 'Open reports' : 'Closed reports'}>
          {reports.map((report) => (
            <li key={report.id}>
              <Link
                to={`/review/${report.id}`}
                aria-current={report.id === openedId ? 'page' : undefined}
                className={`block border-l-3 px-4 py-3 -outline-offset-2! transition-colors duration-120 ${report.id === openedId ? 'border-pine bg-pine-soft' : 'border-transparent hover:bg-canvas'}`}
              >
                <span className="flex items-center justify-between gap-2">
                  <Badge
                    tone={
                      report.closedAt
                        ? 'plain'
                        : report.reason === 'worried_about_someone'
                          ? 'hold'
                          : 'danger'
                    }
                  >
                    Reported
                  </Badge>
                  <span className="text-12 text-ink-3">{ago(report.at)}</span>
                </span>
                <span className="mt-1 block font-semibold">{reportTitle[report.reason]}</span>
                <span className="block text-14 text-ink-2 wrap-anywhere">
                  <bdi>{report.conversationTitle}</bdi>, about <bdi>{report.authorName}</bdi>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

const ago = (at: string): string => {
  const span = spanWords(at);
  return span === 'since today' ? 'today' : span;
};
