import { HeartHandshake } from 'lucide-react';
import { pathOf } from '../conversations/paths.js';
import { hereWords } from '../conversations/room-words.js';
import {
  type ConversationNow,
  useConversations,
  useConversationsQuery,
} from '../conversations/use-conversations.js';
import { useHelp } from '../help/help-context.js';
import { useCounselorContact } from '../help/use-counselor-contact.js';
import { usePlace } from '../live/live-context.js';
import { useMe } from '../session/use-session.js';
import { Avatar } from '../ui/avatar.js';
import { Button, LinkButton } from '../ui/button.js';
import { Card, Row, Rows } from '../ui/card.js';
import { Circle } from '../ui/circle.js';
import { seatStates } from '../ui/circle-seats.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';
import { longDay, spanWords } from '../ui/times.js';
import { AccountRow } from './account-row.js';
import { chooseNext } from './choose-next.js';
import { ContactOffers } from './contact-offers.js';
import { UnreadCard } from './unread-card.js';
import { useContinuingContacts } from './use-continuing-contacts.js';

export function AlumnusHome() {
  const me = useMe();
  const query = useConversationsQuery();
  const conversations = useConversations();
  const contacts = useContinuingContacts();
  const rooms = chooseNext(conversations);
  const circle = rooms.find((room) => room.groupType === 'alumni') ?? rooms[0];
  const rest = conversations.filter((item) => item.id !== circle?.id);
  const direct = (personId: string) => {
    const held = conversations.find((item) => item.counterpart?.id === personId);
    return held ? `/${held.id}` : '';
  };
  const anyUnread = rest.some((item) => item.unreadNow > 0);
  return (
    <Page
      over={belonging(me.alumnusSince)}
      title={
        <>
          Hello, <bdi>{me.displayName}</bdi>
        </>
      }
      width="narrow"
    >
      <div className="space-y-4">
        {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && (
          <Card flush>
            <SkeletonRows rows={3} />
          </Card>
        )}
        <ContactOffers />
        {circle && <CircleCard room={circle} />}
        {query.data && !circle && (
          <Card>
            <EmptyState title="No circle yet" text="Your programme will invite you into its circle." />
          </Card>
        )}
        {anyUnread && <UnreadCard conversations={rest} />}
        <Card flush>
          <Rows label="More">
            {contacts.map((contact) => (
              <Row
                key={contact.id}
                to={`/messages${direct(contact.staffId)}`}
                lead={<Avatar person={{ id: contact.staffId, name: contact.staffName, role: 'counselor' }} />}
                title={`${contact.staffName} stays reachable`}
                text={`Until ${longDay(contact.endsOn)}, then you both decide`}
              />
            ))}
            <AccountRow />
          </Rows>
        </Card>
        <HardDay />
      </div>
    </Page>
  );
}

const belonging = (since: string | null): string => {
  if (!since) return 'In the alumni circle';
  const span = spanWords(since);
  return span === 'since today'
    ? 'In the alumni circle since today'
    : `${span[0]?.toUpperCase()}${span.slice(1)} in the alumni circle`;
};

function CircleCard({ room }: { room: ConversationNow }) {
  const place = usePlace(room.id);
  const present = place?.state === 'known' ? new Set(place.present) : null;
  return (
    <section className="rounded-feature border border-line bg-surface p-4 shadow-lift">
      <div className="flex items-center gap-4">
        <Circle size={66} seats={seatStates(room.seats, present, room.capacity)} />
        <div className="min-w-0">
          <h2 className="text-20 wrap-anywhere">
            <bdi>{room.title}</bdi>
          </h2>
          <p className="text-14 text-ink-2">
            {room.standing === 'active' ? `Always open. ${hereWords(place)}` : 'Your seat is kept.'}
          </p>
        </div>
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        <LinkButton to={pathOf(room)} className="min-h-12 flex-1">
          {room.standing === 'active' ? 'Say something' : 'Take your seat'}
        </LinkButton>
        {room.unreadNow > 0 && (
          <LinkButton to={pathOf(room)} tone="secondary" className="min-h-12 flex-1">
            Read {room.unreadNow} new
          </LinkButton>
        )}
      </div>
    </section>
  );
}

function HardDay() {
  const help = useHelp();
  const counselor = useCounselorContact(true);
  return (
    <section className="rounded-feature bg-pine-soft p-4">
      <div className="flex items-start gap-3">
        <HeartHandshake aria-hidden className="mt-0.5 size-5 shrink-0 text-pine-ink" />
        <div>
          <h2 className="text-17">A hard day, or a lapse?</h2>
          <p className="text-14 text-ink-2">
            Your seat is still yours, whatever happened.
            {counselor ? ` ${counselor.name} can be written to as well.` : ''}
          </p>
        </div>
      </div>
      <Button tone="outline" fullWidth className="mt-3" onPress={help.open}>
        Talk to someone
      </Button>
    </section>
  );
}
