import type { GroupView } from '@homegroup/protocol';
import type { SeatState } from '../../ui/index.js';

/** A group as its seats, without presence: leaders, seats that are taken, and small dots where one is free. */
export function seatsOfGroup(group: Pick<GroupView, 'leaders' | 'taken' | 'capacity'>): SeatState[] {
  const free = Math.max(0, group.capacity - group.taken);
  return [
    ...group.leaders.map((): SeatState => 'leader-here'),
    ...Array.from({ length: group.taken }, (): SeatState => 'here'),
    ...Array.from({ length: free }, (): SeatState => 'free'),
  ];
}

/** "8 of 12 seats taken". */
export const takenWords = ({ taken, capacity }: Pick<GroupView, 'taken' | 'capacity'>): string =>
  taken >= capacity ? `All ${capacity} seats taken` : `${taken} of ${capacity} seats taken`;

/** What joining is like: people come and go, or began together. */
export function joiningWords({
  membershipKind,
  startedOn,
}: Pick<GroupView, 'membershipKind' | 'startedOn'>): string {
  if (membershipKind === 'revolving') return 'People come and go';
  return startedOn ? 'Began together, takes nobody new' : 'Begins together';
}
