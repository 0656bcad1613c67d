import { isStaffRole } from '@homegroup/protocol';
import { usePlace } from '../live/live-context.js';
import { useMe } from '../session/use-session.js';
import { Avatar } from '../ui/avatar.js';
import { Count } from '../ui/badge.js';
import { Row } from '../ui/card.js';
import { roleName } from '../ui/names.js';
import { shortTime } from '../ui/times.js';
import { pathOf } from './paths.js';
import type { ConversationNow } from './use-conversations.js';

/** Who wrote and when, never what. */
export function directLine(item: ConversationNow, meId: string): string {
  if (item.standing === 'past') return 'This contact has ended';
  if (!item.lastAt) return item.counterpart ? roleName(item.counterpart.role) : '';
  if (item.lastAuthorId === meId) return 'You wrote last';
  return item.unreadNow > 0 ? 'Sent you a message' : 'Wrote last';
}

export function DirectRow({ item }: { item: ConversationNow }) {
  const me = useMe();
  const place = usePlace(item.id);
  const other = item.counterpart;
  const here = other && place?.state === 'known' ? place.present.includes(other.id) : undefined;
  const staffHere = here && other && isStaffRole(other.role);
  return (
    <Row
      to={pathOf(item)}
      lead={other ? <Avatar person={other} {...(here && { here })} /> : undefined}
      title={<bdi>{item.title}</bdi>}
      beside={item.lastAt ? shortTime(item.lastAt) : undefined}
      text={staffHere ? `${directLine(item, me.id)}, here now` : directLine(item, me.id)}
      trail={<Count value={item.unreadNow} label={`${item.unreadNow} unread`} />}
    />
  );
}
