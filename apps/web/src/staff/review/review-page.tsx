import type { ReportView } from '@homegroup/protocol';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useWide } from '../../conversation/use-wide.js';
import { Card, EmptyState, Page } from '../../ui/index.js';
import { DoneLine } from '../done-line.js';
import { MorePlaces } from '../more-places.js';
import { Waiting } from '../screen-states.js';
import { useReports } from '../staff-queries.js';
import { WayBack } from '../way-back.js';
import { ReportDetail } from './report-detail.js';
import { ReportList, type ReportTab } from './report-list.js';
import { reportTitle, sortReports } from './report-words.js';

/** A list, and beside it (on a phone instead of it) the report that was opened. */
export function ReviewPage() {
  const { id } = useParams();
  const wide = useWide();
  const query = useReports();
  const [done, setDone] = useState<string | null>(null);
  const [tab, setTab] = useState<ReportTab>('open');
  const sorted = sortReports(query.data ?? []);
  const opened = query.data?.find((report) => report.id === id);
  const closed = (words: string) => {
    setDone(words);
    setTab('closed');
  };

  if (!wide && id)
    return (
      <Page
        over={<WayBack to="/review">Review</WayBack>}
        title={opened ? reportTitle[opened.reason] : 'Report'}
        subtitle={opened && <bdi>{opened.conversationTitle}</bdi>}
      >
        <DoneLine>{done}</DoneLine>
        <Waiting query={query} what="the report" rows={3} />
        {opened && <ReportDetail key={opened.id} report={opened} onDone={closed} />}
        {query.data && !opened && <Gone />}
      </Page>
    );
  return (
    <Page
      title="Review"
      subtitle="Reports from people in the rooms. Nobody is told who reported."
      width="wide"
    >
      <DoneLine>{done}</DoneLine>
      <Waiting query={query} what="reports" rows={4} />
      {query.data?.length === 0 && <Quiet />}
      {query.data && query.data.length > 0 && (
        <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <ReportList sorted={sorted} tab={tab} onTab={setTab} openedId={id} />
          {wide && <Beside opened={opened} asked={id !== undefined} onDone={closed} />}
        </div>
      )}
      <MorePlaces except="review" />
    </Page>
  );
}

interface BesideProps {
  opened: ReportView | undefined;
  asked: boolean;
  onDone: (words: string) => void;
}

function Beside({ opened, asked, onDone }: BesideProps) {
  if (opened)
    return (
      <div>
        <h2 className="mb-3 text-20">{reportTitle[opened.reason]}</h2>
        <ReportDetail key={opened.id} report={opened} onDone={onDone} />
      </div>
    );
  if (asked) return <Gone />;
  return (
    <Card>
      <EmptyState title="Choose a report" text="It opens here, with what was said." />
    </Card>
  );
}

const Gone = () => (
  <Card>
    <EmptyState title="Nothing to show here" text="This report does not exist, or it is not yours to see." />
  </Card>
);

const Quiet = () => (
  <Card>
    <EmptyState
      icon={Scale}
      title="Nothing to review"
      text="When somebody reports a message in one of your rooms, it waits here."
    />
  </Card>
);
