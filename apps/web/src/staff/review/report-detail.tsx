import type { ReportView } from '@homegroup/protocol';
import { MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { pathAt } from '../../conversations/paths.js';
import { useConversationsQuery } from '../../conversations/use-conversations.js';
import { Avatar, Card, LinkButton, longDay } from '../../ui/index.js';
import { clock, dayTitle } from '../../ui/times.js';
import { CloseReportForm } from './close-report-form.js';

export interface ReportDetailProps {
  report: ReportView;
  onDone: (words: string) => void;
}

export function ReportDetail({ report, onDone }: ReportDetailProps) {
  const conversations = useConversationsQuery();
  const room = conversations.data?.find(({ id }) => id === report.conversationId);
  // Everybody but staff appears round; a report never says more about its author than the name.
  const author = { id: report.authorId, name: report.authorName, role: 'client' } as const;
  return (
    <div className="space-y-4">
      <p className="text-14 text-ink-2">Reported {whenWords(report.at)}</p>
      <Card flush>
        <Part title="What was reported, as it was then">
          <div className="-mx-4 -mb-4 flex items-start gap-3 bg-danger-soft p-4">
            <Avatar person={author} />
            <div className="min-w-0">
              <p className="font-semibold wrap-anywhere">
                <bdi>{report.authorName}</bdi>
              </p>
              <blockquote className="text-msg whitespace-pre-wrap wrap-anywhere" dir="auto">
                {report.evidence ?? 'The words are not kept any more.'}
              </blockquote>
            </div>
          </div>
        </Part>
      </Card>
      <Card flush>
        <Part title="In the words of whoever reported it">
          {report.words ? (
            <blockquote className="text-msg whitespace-pre-wrap wrap-anywhere" dir="auto">
              {report.words}
            </blockquote>
          ) : (
            <p className="text-14 text-ink-2">They added none.</p>
          )}
          <p className="mt-2 text-12 text-ink-2">{report.authorName} is never told who reported.</p>
        </Part>
      </Card>
      {room ? (
        <LinkButton to={pathAt(room, report.seq)} tone="outline" icon={MessageCircle}>
          Open the conversation
        </LinkButton>
      ) : (
        conversations.data && (
          <p className="text-14 text-ink-2">
            You are not in <bdi>{report.conversationTitle}</bdi> yourself; its leaders can act there.
          </p>
        )
      )}
      {report.closedAt ? (
        <Card flush>
          <Part title={`Closed on ${longDay(report.closedAt)}`}>
            <p className="text-14 whitespace-pre-wrap wrap-anywhere">{report.outcome}</p>
          </Part>
        </Card>
      ) : (
        <Card>
          <CloseReportForm report={report} onDone={onDone} />
        </Card>
      )}
    </div>
  );
}

/** "today, 10:16 am", "Thursday 19 November, 6:33 pm". */
const whenWords = (at: string): string =>
  `${dayTitle(at).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase())}, ${clock(at)}`;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="p-4">
      <h2 className="mb-2 text-14">{title}</h2>
      {children}
    </div>
  );
}
