import { MessageCircle, Users } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useConversations, useConversationsQuery } from '../conversations/use-conversations.js';
import { useCounselorContact } from '../help/use-counselor-contact.js';
import { useMe } from '../session/use-session.js';
import { Card, IconRound, Row, Rows } from '../ui/card.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';
import { today } from '../ui/times.js';
import { AccountRow } from './account-row.js';
import { AlumniInvitationCard } from './alumni-invitation-card.js';
import { chooseNext } from './choose-next.js';
import { ContactOffers } from './contact-offers.js';
import { NextRoomCard } from './next-room-card.js';
import { UnreadCard } from './unread-card.js';

export function ClientHome() {
  const me = useMe();
  const query = useConversationsQuery();
  // The invitation card speaks for the circle until it is answered.
  const conversations = useConversations().filter(
    (item) => !(me.alumniInvitation && item.standing === 'invited' && item.groupType === 'alumni'),
  );
  const counselor = useCounselorContact(me.role === 'client');
  const navigate = useNavigate();
  const [next, ...others] = chooseNext(conversations);
  return (
    <Page
      over={today()}
      title={
        <>
          Hello, <bdi>{me.displayName}</bdi>
        </>
      }
      width="narrow"
    >
      <div className="space-y-4">
        {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        <AlumniInvitationCard />
        <ContactOffers />
        {query.isPending && (
          <Card flush>
            <SkeletonRows rows={3} />
          </Card>
        )}
        {next && <NextRoomCard room={next} />}
        {query.data && !next && (
          <Card>
            <EmptyState
              title={me.role === 'former' ? 'Your groups have ended' : 'No group yet'}
              text={
                me.role === 'former'
                  ? 'What was said while you were in them stays readable under Groups.'
                  : 'Your care team will invite you into one.'
              }
            />
          </Card>
        )}
        {query.data && <UnreadCard conversations={conversations.filter((item) => item.id !== next?.id)} />}
        <Card flush>
          <Rows label="More">
            {counselor && (
              <Row
                onPress={() => void counselor.open().then((path) => navigate(path))}
                lead={
                  <IconRound tone="pine">
                    <MessageCircle />
                  </IconRound>
                }
                title={`Write to ${counselor.name}`}
                text="Your counselor. Not for emergencies"
              />
            )}
            {others.length > 0 && (
              <Row
                to="/rooms"
                lead={
                  <IconRound tone="lamp">
                    <Users />
                  </IconRound>
                }
                title="Your other groups"
                text={others.map((room) => room.title).join(', ')}
              />
            )}
            <AccountRow />
          </Rows>
        </Card>
      </div>
    </Page>
  );
}
