import type { ConversationSummary, GroupType } from '@homegroup/protocol';

const types: Record<GroupType, string> = {
  process: 'Process group',
  psychoeducational: 'Learning group',
  skills: 'Skills group',
  support: 'Support group',
  family: 'Family group',
  alumni: 'Alumni circle',
};

export const groupTypeName = (type: GroupType | null): string => (type ? types[type] : 'Group');

/** "3 here", or plainly that it is not known. */
export function hereWords(
  place: { state: 'known' | 'unknown'; present: readonly string[] } | undefined,
): string {
  if (!place) return '';
  if (place.state === 'unknown') return 'Not sure who is here';
  if (place.present.length === 0) return 'Nobody here yet';
  return `${place.present.length} here`;
}

const lower = (words: string) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

/** The second line of a room in a list. */
export function roomLine(
  room: Pick<ConversationSummary, 'standing' | 'locked' | 'groupType'>,
  place: Parameters<typeof hereWords>[0],
): string {
  switch (room.standing) {
    case 'invited':
      return 'A seat is kept for you';
    case 'agreement':
      return 'The agreement waits for you';
    case 'past':
      return 'Ended. What was said while you were in it stays readable';
    case 'active':
      return [groupTypeName(room.groupType), room.locked ? 'closed for writing' : lower(hereWords(place))]
        .filter(Boolean)
        .join(', ');
  }
}
