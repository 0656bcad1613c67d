import { isStaffRole } from '@homegroup/protocol';
import { Users } from 'lucide-react';
import { useMe } from '../session/use-session.js';
import { LinkButton } from '../ui/button.js';
import { Card, Rows } from '../ui/card.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';
import { RoomRow } from './room-row.js';
import { useConversations, useConversationsQuery } from './use-conversations.js';

const titles = { alumnus: 'Circle', client: 'Groups', former: 'Groups' } as const;

export function RoomsPage() {
  const me = useMe();
  const query = useConversationsQuery();
  const rooms = useConversations().filter((item) => item.kind === 'room');
  const now = rooms.filter((room) => room.standing !== 'past');
  const past = rooms.filter((room) => room.standing === 'past');
  const title = isStaffRole(me.role) ? 'Rooms' : titles[me.role as keyof typeof titles];
  return (
    <Page title={title} width="middle">
      <div className="space-y-5">
        {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {(query.isPending || query.data) && (
          <Card flush>
            {query.isPending && <SkeletonRows rows={3} label="Loading rooms" />}
            {query.data && now.length === 0 && (
              <EmptyState
                icon={Users}
                title="No group yet"
                text={
                  isStaffRole(me.role)
                    ? 'Rooms appear here when you lead or join a group.'
                    : 'Your care team will invite you into one. Until then you can write to your counselor.'
                }
                action={
                  <LinkButton to="/messages" tone="outline">
                    To messages
                  </LinkButton>
                }
              />
            )}
            {now.length > 0 && (
              <Rows label={title}>
                {now.map((room) => (
                  <RoomRow key={room.id} room={room} />
                ))}
              </Rows>
            )}
          </Card>
        )}
        {past.length > 0 && (
          <section>
            <h2 className="mb-2 text-14 font-semibold text-ink-2">Ended for you</h2>
            <Card flush>
              <Rows label="Ended for you">
                {past.map((room) => (
                  <RoomRow key={room.id} room={room} />
                ))}
              </Rows>
            </Card>
          </section>
        )}
      </div>
    </Page>
  );
}
