import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../session/use-session.js';

/** The member of staff to write to: the primary counselor, or whoever stays reachable. Null while unknown. */
export function useCounselorContact(
  enabled: boolean,
): { id: string; name: string; open: () => Promise<string> } | null {
  const call = useCall();
  const queries = useQueryClient();
  const contacts = useQuery({
    queryKey: ['contacts'],
    queryFn: () => call('direct.contacts'),
    enabled,
    staleTime: 60_000,
  });
  const first = contacts.data?.find((contact) => contact.primary) ?? contacts.data?.[0];
  if (!enabled || !first) return null;
  return {
    id: first.id,
    name: first.name,
    open: async () => {
      if (first.conversationId) return `/messages/${first.conversationId}`;
      const opened = await call('direct.open', { body: { personId: first.id } });
      queries.setQueryData(['conversation', opened.id], opened);
      await queries.invalidateQueries({ queryKey: ['conversations'] });
      return `/messages/${opened.id}`;
    },
  };
}
