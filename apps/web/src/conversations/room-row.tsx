import { usePlace } from '../live/live-context.js';
import { Badge, Count } from '../ui/badge.js';
import { Row } from '../ui/card.js';
import { Circle } from '../ui/circle.js';
import { seatStates } from '../ui/circle-seats.js';
import { shortTime } from '../ui/times.js';
import { pathOf } from './paths.js';
import { roomLine } from './room-words.js';
import type { ConversationNow } from './use-conversations.js';

export function RoomRow({ room }: { room: ConversationNow }) {
  const place = usePlace(room.id);
  const present = place?.state === 'known' ? new Set(place.present) : null;
  return (
    <Row
      to={pathOf(room)}
      lead={<Circle seats={seatStates(room.seats, present, room.capacity)} size={44} />}
      title={<bdi>{room.title}</bdi>}
      beside={room.lastAt ? shortTime(room.lastAt) : undefined}
      text={roomLine(room, place)}
      trail={
        room.standing === 'invited' || room.standing === 'agreement' ? (
          <Badge tone="lamp">Next</Badge>
        ) : (
          <Count value={room.unreadNow} label={`${room.unreadNow} unread`} />
        )
      }
    />
  );
}
