import { mayCall } from '@homegroup/protocol';
import { MessageCircle, SquarePen } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Card, Rows } from '../ui/card.js';
import { Page } from '../ui/page.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';
import { DirectRow } from './direct-row.js';
import { NewMessageSheet } from './new-message-sheet.js';
import { useConversations, useConversationsQuery } from './use-conversations.js';

export function MessagesPage() {
  const me = useMe();
  const query = useConversationsQuery();
  const [choosing, setChoosing] = useState(false);
  const direct = useConversations()
    .filter((item) => item.kind === 'direct')
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''));
  const mayWrite = mayCall(me.role, 'direct.open');
  const write = (
    <Button icon={SquarePen} onPress={() => setChoosing(true)}>
      New message
    </Button>
  );
  return (
    <Page title="Messages" actions={mayWrite && direct.length > 0 ? write : undefined}>
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Card flush>
        {query.isPending && <SkeletonRows rows={3} label="Loading messages" />}
        {query.data && direct.length === 0 && (
          <EmptyState
            icon={MessageCircle}
            title="No messages yet"
            text="Messages here are between two people: you and a member of staff, or you and someone in your care."
            action={mayWrite ? write : undefined}
          />
        )}
        {direct.length > 0 && (
          <Rows label="Messages">
            {direct.map((item) => (
              <DirectRow key={item.id} item={item} />
            ))}
          </Rows>
        )}
      </Card>
      <NewMessageSheet open={choosing} onClose={() => setChoosing(false)} />
    </Page>
  );
}
