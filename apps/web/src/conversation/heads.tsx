import { isStaffRole } from '@homegroup/protocol';
import { ArrowLeft, Lock, LockOpen, Unplug, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { groupTypeName, hereWords } from '../conversations/room-words.js';
import { HelpButton } from '../help/help-button.js';
import { useHelp } from '../help/help-context.js';
import { useContinuingContacts } from '../home/use-continuing-contacts.js';
import { usePlace } from '../live/live-context.js';
import { useMe } from '../session/use-session.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { Button, IconButton } from '../ui/button.js';
import { Circle } from '../ui/circle.js';
import { seatStates } from '../ui/circle-seats.js';
import { roleName } from '../ui/names.js';
import { longDay } from '../ui/times.js';
import { useConversation } from './conversation-context.js';

function Back({ to, label }: { to: string; label: string }) {
  return (
    <Link
      to={to}
      aria-label={label}
      className="inline-flex size-11 shrink-0 items-center justify-center rounded-full text-ink lg:hidden"
    >
      <ArrowLeft aria-hidden className="size-6" />
    </Link>
  );
}

/** With large text on a small screen the title has a line to itself. */
const titleBlock = 'min-w-0 flex-1 @max-2xs:order-last @max-2xs:basis-full @max-2xs:px-2';

function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="@container border-b border-line bg-surface">
      <header className="flex min-h-16 flex-wrap items-center gap-2 px-2 py-2 lg:gap-3 lg:px-6">
        {children}
      </header>
    </div>
  );
}

export function RoomHead({ panelOpen, onPanel }: { panelOpen: boolean; onPanel: () => void }) {
  const { detail, act } = useConversation();
  const place = usePlace(detail.id);
  const present = place?.state === 'known' ? new Set(place.present) : null;
  const past = detail.standing === 'past';
  const onHold = past && detail.membershipStatus === 'suspended';
  const state = onHold ? 'On hold' : past ? 'Ended for you' : detail.locked ? 'Closed for writing' : null;
  return (
    <Bar>
      <Back to="/rooms" label="Back to the list" />
      <span className="max-sm:hidden">
        <Circle seats={seatStates(detail.seats, present, detail.capacity)} size={44} />
      </span>
      <div className={titleBlock}>
        <div className="flex items-center gap-2">
          <h1 className="truncate text-17 lg:text-20">
            <bdi>{detail.title}</bdi>
          </h1>
          <span className="max-lg:hidden">
            {state && <Badge tone={past && !onHold ? 'plain' : 'hold'}>{state}</Badge>}
          </span>
        </div>
        <p className="flex items-center gap-2 text-14 text-ink-2">
          {present !== null && present.size > 0 && !past && (
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-pine" />
          )}
          <span className="truncate">
            <span className="max-lg:hidden">{groupTypeName(detail.groupType)}, </span>
            {state && <span className="lg:hidden">{past ? state : `${state}, `}</span>}
            {past ? <span className="max-lg:hidden">read only</span> : hereWords(place)}
          </span>
        </p>
      </div>
      {detail.moderator && !past && (
        <span className="max-lg:hidden">
          <Button
            tone="outline"
            size="sm"
            icon={detail.locked ? LockOpen : Lock}
            onPress={() => act({ kind: detail.locked ? 'unlock' : 'lock' })}
          >
            {detail.locked ? 'Open for writing' : 'Close for writing'}
          </Button>
        </span>
      )}
      <IconButton label="People" icon={Users} aria-expanded={panelOpen} onPress={onPanel} />
      <HelpButton className="lg:hidden @max-2xs:[&_svg]:hidden" />
    </Bar>
  );
}

export function DirectHead() {
  const { detail } = useConversation();
  const me = useMe();
  const other = detail.counterpart;
  const place = usePlace(detail.id);
  const here = Boolean(other && place?.state === 'known' && place.present.includes(other.id));
  return (
    <>
      <Bar>
        <Back to="/messages" label="Back to the list" />
        {other && <Avatar person={other} {...(here && { here })} />}
        <div className={titleBlock}>
          <h1 className="truncate text-17 lg:text-20">
            <bdi>{detail.title}</bdi>
          </h1>
          <p className="truncate text-14 text-ink-2">
            {[contactWords(detail.contact, other?.role ? roleName(other.role) : ''), here && 'here now']
              .filter(Boolean)
              .join(', ')}
          </p>
        </div>
        {detail.contact?.basis === 'continuing_contact' && other && <EndContact otherId={other.id} />}
        <HelpButton className="lg:hidden @max-2xs:[&_svg]:hidden" />
      </Bar>
      {!isStaffRole(me.role) && detail.standing === 'active' && <NotForEmergencies />}
    </>
  );
}

function contactWords(contact: { basis: string; endsOn: string | null } | null, role: string): string {
  if (contact?.basis === 'continuing_contact')
    return contact.endsOn ? `Until ${longDay(contact.endsOn)}, then you both decide` : 'Stays reachable';
  if (contact?.basis === 'none') return 'This contact has ended';
  return role;
}

function EndContact({ otherId }: { otherId: string }) {
  const { act, nameOf } = useConversation();
  const contact = useContinuingContacts().find((held) => [held.staffId, held.alumnusId].includes(otherId));
  if (!contact) return null;
  const end = () => act({ kind: 'end-contact', contactId: contact.id, name: nameOf(otherId) });
  return <IconButton label="End this contact" icon={Unplug} onPress={end} />;
}

function NotForEmergencies() {
  const help = useHelp();
  return (
    <div className="border-b border-line bg-hold-soft px-3 py-2.5 lg:px-6">
      <div className="flex items-center gap-3 rounded-card bg-surface py-2 pr-2 pl-4">
        <p className="flex-1 text-14">
          <strong className="font-semibold">Not for emergencies.</strong> Need someone sooner?
        </p>
        <Button tone="help" size="sm" onPress={help.open}>
          Help now
        </Button>
      </div>
    </div>
  );
}
