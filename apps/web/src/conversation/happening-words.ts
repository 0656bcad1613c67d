import type { HappeningItem, MessageItem } from '@homegroup/protocol';

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Three names, and how many more. */
function namesIn(names: readonly string[]): string {
  if (names.length === 0) return 'Somebody';
  if (names.length <= 4) return listed.format(names);
  return listed.format([...names.slice(0, 3), `${names.length - 3} others`]);
}

export function happeningWords(
  item: Pick<HappeningItem, 'what' | 'version'>,
  names: readonly string[],
): string {
  switch (item.what) {
    case 'joined':
      return `${namesIn(names)} took ${names.length > 1 ? 'their seats' : 'a seat'}`;
    case 'left':
      return `${namesIn(names)} left the group`;
    case 'locked':
      return 'A counselor closed the room for writing';
    case 'unlocked':
      return 'The room is open for writing again';
    case 'agreement':
      return item.version === null
        ? 'A new agreement was published'
        : `Agreement version ${item.version} was published`;
  }
}

/** What stands in the place of a message that is gone. No name. */
export function tombstoneWords(removed: NonNullable<MessageItem['removed']>, own: boolean): string {
  if (removed.by === 'author') return own ? 'You took back this message.' : 'A message was taken back.';
  return removed.reason
    ? `A counselor removed a message. Reason: ${removed.reason.replace(/\.$/, '')}.`
    : 'A counselor removed a message.';
}
