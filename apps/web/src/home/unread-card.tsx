import { MailCheck } from 'lucide-react';
import { DirectRow } from '../conversations/direct-row.js';
import { RoomRow } from '../conversations/room-row.js';
import type { ConversationNow } from '../conversations/use-conversations.js';
import { Card, IconRound, Row, Rows } from '../ui/card.js';

/** Who wrote, never what. */
export function UnreadCard({ conversations }: { conversations: readonly ConversationNow[] }) {
  const unread = conversations
    .filter((item) => item.unreadNow > 0 && item.standing === 'active')
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''));
  return (
    <Card flush>
      <Rows label="Unread">
        {unread.map((item) =>
          item.kind === 'direct' ? (
            <DirectRow key={item.id} item={item} />
          ) : (
            <RoomRow key={item.id} room={item} />
          ),
        )}
        {unread.length === 0 && (
          <Row
            lead={
              <IconRound>
                <MailCheck />
              </IconRound>
            }
            title="Nothing unread"
            text="You have seen everything people wrote."
          />
        )}
      </Rows>
    </Card>
  );
}
