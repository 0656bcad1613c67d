import { isStaffRole } from '@homegroup/protocol';
import { ArrowRight } from 'lucide-react';
import { useConversationDetail } from '../conversation/use-conversation-detail.js';
import { pathOf } from '../conversations/paths.js';
import { groupTypeName } from '../conversations/room-words.js';
import type { ConversationNow } from '../conversations/use-conversations.js';
import { usePlace } from '../live/live-context.js';
import { LinkButton } from '../ui/button.js';
import { Circle } from '../ui/circle.js';
import { seatStates } from '../ui/circle-seats.js';

/** The room to go to next, as its circle. */
export function NextRoomCard({ room }: { room: ConversationNow }) {
  const place = usePlace(room.id);
  const detail = useConversationDetail(room.id).data;
  const known = place?.state === 'known';
  const present = known ? new Set(place.present) : null;
  const here = known ? place.present.length : 0;
  const leaders = detail?.people.filter((person) => person.leader && isStaffRole(person.role)) ?? [];
  const leader = leaders.find((person) => present?.has(person.id)) ?? null;
  return (
    <section className="rounded-feature bg-feature p-4 text-on-feature shadow-lift">
      <div className="flex items-center gap-4">
        <Circle
          inverted
          size={76}
          seats={seatStates(room.seats, present, null)}
          {...(known && { centre: { figure: String(here), word: 'here' } })}
        />
        <div className="min-w-0">
          <p className="text-14 font-semibold text-feature-lamp">{over(room)}</p>
          <h2 className="text-20 wrap-anywhere">
            <bdi>{room.title}</bdi>
          </h2>
          <p className="text-14">{text(room, known, here, leader?.name ?? null)}</p>
        </div>
      </div>
      <LinkButton to={pathOf(room)} tone="lamp" fullWidth className="mt-4 min-h-12">
        {room.standing === 'active' ? 'Go in' : 'Take your seat'}
        <ArrowRight aria-hidden />
      </LinkButton>
    </section>
  );
}

function over(room: ConversationNow): string {
  if (room.standing === 'invited') return 'You are invited';
  if (room.standing === 'agreement') return 'One step before you go in';
  if (room.locked) return 'Closed for writing';
  return room.unreadNow > 0
    ? `${room.unreadNow > 99 ? 'Many' : room.unreadNow} new since you were here`
    : groupTypeName(room.groupType);
}

function text(room: ConversationNow, known: boolean, here: number, leader: string | null): string {
  if (room.standing === 'invited') return 'Read the agreement, then take your seat.';
  if (room.standing === 'agreement') return 'Read and accept the agreement. Your seat is kept.';
  if (!known) return 'Your seat is kept.';
  if (leader)
    return here > 1
      ? `${leader} and ${here === 2 ? '1 other' : `${here - 1} others`} are here. Your seat is kept.`
      : `${leader} is here. Your seat is kept.`;
  return here === 0 ? 'Nobody is here yet. Your seat is kept.' : `${others(here)} here. Your seat is kept.`;
}

const others = (count: number) => (count === 1 ? '1 person is' : `${count} people are`);
