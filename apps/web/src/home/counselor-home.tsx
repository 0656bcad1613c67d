import { mayCall } from '@homegroup/protocol';
import { useQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { RoomRow } from '../conversations/room-row.js';
import { useConversations, useConversationsQuery } from '../conversations/use-conversations.js';
import { useCall, useMe } from '../session/use-session.js';
import { navigationFor } from '../shell/navigation.js';
import { Card, IconRound, Row, Rows } from '../ui/card.js';
import { firstName } from '../ui/names.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';
import { today } from '../ui/times.js';
import { AccountRow } from './account-row.js';
import { UnreadCard } from './unread-card.js';

export function CounselorHome() {
  const me = useMe();
  const query = useConversationsQuery();
  const conversations = useConversations();
  const rooms = conversations.filter((item) => item.kind === 'room' && item.standing !== 'past');
  const direct = conversations.filter((item) => item.kind === 'direct');
  return (
    <Page over={today()} title={`Hello, ${firstName(me.name)}`} width="middle">
      <div className="space-y-5">
        {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        <WaitingReports />
        <section>
          <h2 className="mb-2 text-14 font-semibold text-ink-2">Your rooms</h2>
          <Card flush>
            {query.isPending && <SkeletonRows rows={3} label="Loading rooms" />}
            {query.data && rooms.length === 0 && (
              <EmptyState title="No room yet" text="A room appears here when you lead its group." />
            )}
            <Rows label="Your rooms">
              {rooms.map((room) => (
                <RoomRow key={room.id} room={room} />
              ))}
            </Rows>
          </Card>
        </section>
        <section>
          <h2 className="mb-2 text-14 font-semibold text-ink-2">Waiting for an answer</h2>
          <UnreadCard conversations={direct} />
        </section>
        <div className="lg:hidden">
          <Card flush>
            <Rows>
              <AccountRow />
            </Rows>
          </Card>
        </div>
      </div>
    </Page>
  );
}

function WaitingReports() {
  const call = useCall();
  const me = useMe();
  const reports = useQuery({
    queryKey: ['reports'],
    queryFn: () => call('moderation.reports'),
    enabled: mayCall(me.role, 'moderation.reports'),
  });
  const open = reports.data?.filter((report) => !report.closedAt).length ?? 0;
  const screen = navigationFor(me.role).find((entry) => entry.label === 'Review')?.to;
  if (open === 0) return null;
  return (
    <Card flush>
      <Rows label="Reports">
        <Row
          lead={
            <IconRound tone="hold">
              <Flag />
            </IconRound>
          }
          title={open === 1 ? 'One report waits for you' : `${open} reports wait for you`}
          text="From people in your rooms"
          {...(screen && { to: screen })}
        />
      </Rows>
    </Card>
  );
}
