import { clock } from '../ui/times.js';
import { tombstoneWords } from './happening-words.js';
import type { MessageRow, OutgoingRow } from './rows.js';

const unsent = { sending: 'sending', waiting: 'not sent yet', failed: 'not sent', sent: '' } as const;

/** "Wren, 6:33 pm: text": how a message is called when it gets the focus. */
export function messageLabel(row: MessageRow | OutgoingRow, name: string, own: boolean): string {
  const who = own ? `${name} (you)` : name;
  if (row.kind === 'outgoing') {
    const parts = [who, clock(row.entry.writtenAt), unsent[row.entry.state]].filter(Boolean);
    return `${parts.join(', ')}: ${row.entry.message.body}`;
  }
  if (row.item.removed) return tombstoneWords(row.item.removed, own);
  const parts = [
    who,
    clock(row.item.at),
    row.item.replyTo === null ? '' : 'a reply',
    row.item.editedAt ? 'edited' : '',
  ];
  return `${parts.filter(Boolean).join(', ')}: ${row.item.body ?? ''}`;
}
