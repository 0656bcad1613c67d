import type { HappeningItem, MessageItem } from '@homegroup/protocol';

export function happeningWords(item: HappeningItem, name: string | null): string {
  switch (item.what) {
    case 'joined':
      return `${name ?? 'Somebody'} took a seat`;
    case 'left':
      return `${name ?? 'Somebody'} left the group`;
    case 'locked':
      return 'A counselor closed the room for writing';
    case 'unlocked':
      return 'The room is open for writing again';
    case 'agreement':
      return `Agreement version ${item.version ?? ''} was published`.replace('  ', ' ');
  }
}

/** What stands in the place of a message that is gone. No name. */
export function tombstoneWords(removed: NonNullable<MessageItem['removed']>, own: boolean): string {
  if (removed.by === 'author') return own ? 'You took back this message.' : 'A message was taken back.';
  return removed.reason
    ? `A counselor removed a message. Reason: ${removed.reason.replace(/\.$/, '')}.`
    : 'A counselor removed a message.';
}
