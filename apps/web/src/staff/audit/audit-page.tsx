import { mayCall } from '@homegroup/protocol';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall, useMe } from '../../session/use-session.js';
import { Button, Card, EmptyState, ErrorNotice, Page, Pick } from '../../ui/index.js';
import { MorePlaces } from '../more-places.js';
import { Waiting } from '../screen-states.js';
import { AuditEntries } from './audit-entries.js';
import type { Outcome } from './audit-words.js';
import { VerifyCard } from './verify-card.js';

export function AuditPage() {
  const me = useMe();
  return (
    <Page
      title="Audit"
      subtitle="Who did and read what, newest first. It holds no messages, and it cannot be changed unnoticed."
      width="wide"
    >
      <div className="space-y-4">
        {mayCall(me.role, 'audit.verify') && <VerifyCard />}
        {mayCall(me.role, 'audit.list') && <Trail />}
      </div>
      <MorePlaces except="audit" />
    </Page>
  );
}

function Trail() {
  const call = useCall();
  const [outcome, setOutcome] = useState<Outcome | 'all'>('all');
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) =>
      call('audit.list', { query: { limit: 100, ...(pageParam && { before: pageParam }) } }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.earlier,
  });
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const shown = entries.filter((entry) => outcome === 'all' || entry.outcome === outcome);
  // While older entries fail to come, those that are here stay.
  if (!query.data) return <Waiting query={query} what="the audit trail" rows={8} />;
  return (
    <>
      <search className="flex flex-wrap items-end justify-between gap-3" aria-label="Find entries">
        <div className="w-full sm:w-56">
          <Pick<Outcome | 'all'>
            label="Outcome"
            value={outcome}
            onChange={setOutcome}
            options={[
              { value: 'all', label: 'Every outcome' },
              { value: 'allowed', label: 'Allowed' },
              { value: 'denied', label: 'Denied' },
              { value: 'failed', label: 'Failed' },
            ]}
          />
        </div>
        <Button
          tone="outline"
          pending={query.isRefetching && !query.isFetchingNextPage}
          onPress={() => void query.refetch()}
        >
          Look again
        </Button>
      </search>
      <output className="block text-14 text-ink-2">
        {outcome === 'all'
          ? `The newest ${entries.length}`
          : `${shown.length} of the newest ${entries.length}`}
      </output>
      {shown.length > 0 ? (
        <AuditEntries entries={shown} />
      ) : (
        <Card>
          <EmptyState
            title={outcome === 'all' ? 'No entry yet' : `None of these was ${outcome}`}
            text={query.hasNextPage ? 'There are earlier entries.' : undefined}
          />
        </Card>
      )}
      {query.isFetchNextPageError && <ErrorNotice error={query.error} />}
      {query.hasNextPage && (
        <div className="flex justify-center">
          <Button
            tone="outline"
            pending={query.isFetchingNextPage}
            onPress={() => void query.fetchNextPage()}
          >
            Load earlier
          </Button>
        </div>
      )}
    </>
  );
}
