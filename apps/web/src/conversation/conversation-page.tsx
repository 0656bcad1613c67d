import { HomegroupError } from '@homegroup/protocol';
import { useParams } from 'react-router';
import { LinkButton } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { ErrorNotice, SkeletonRows } from '../ui/states.js';
import { ConversationScreen } from './conversation-screen.js';
import { Gate } from './gate.js';
import { useConversationDetail } from './use-conversation-detail.js';

export function ConversationPage() {
  const { id = '' } = useParams();
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const { data, error, refetch } = useConversationDetail(id);
  if (data && (data.standing === 'invited' || data.standing === 'agreement')) return <Gate detail={data} />;
  if (data) return <ConversationScreen detail={data} />;
  const gone = error instanceof HomegroupError && error.code === 'not_found';
  if (error)
    return (
      <Page title="This place cannot be opened" width="narrow">
        <div className="space-y-4">
          <ErrorNotice error={error} {...(!gone && { onRetry: () => void refetch() })} />
          <LinkButton to="/" tone="outline">
            To the start
          </LinkButton>
        </div>
      </Page>
    );
  return <SkeletonRows rows={6} label="Loading the conversation" />;
}
