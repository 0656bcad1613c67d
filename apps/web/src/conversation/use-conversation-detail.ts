import { useQuery } from '@tanstack/react-query';
import { useCall } from '../session/use-session.js';

export function useConversationDetail(id: string) {
  const call = useCall();
  return useQuery({
    queryKey: ['conversation', id],
    queryFn: () => call('conversations.show', { params: { id } }),
  });
}
