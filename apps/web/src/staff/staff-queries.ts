import { mayCall } from '@homegroup/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCall, useMe } from '../session/use-session.js';

/** What colleagues and the people themselves change is told to no list: each is read again whenever it is opened. */
const readAgain = { staleTime: 0 };

export function usePeople() {
  const call = useCall();
  const me = useMe();
  return useQuery({
    ...readAgain,
    queryKey: ['people'],
    queryFn: () => call('people.list'),
    enabled: mayCall(me.role, 'people.list'),
  });
}

export function usePerson(id: string) {
  const call = useCall();
  return useQuery({
    ...readAgain,
    queryKey: ['person', id],
    queryFn: () => call('people.show', { params: { id } }),
  });
}

/** For a counselor, the groups they lead; for those who oversee, all. */
export function useGroups() {
  const call = useCall();
  return useQuery({ ...readAgain, queryKey: ['groups'], queryFn: () => call('groups.list') });
}

export function useGroup(id: string) {
  const call = useCall();
  return useQuery({
    ...readAgain,
    queryKey: ['group', id],
    queryFn: () => call('groups.show', { params: { id } }),
  });
}

export function useProgrammes() {
  const call = useCall();
  return useQuery({ ...readAgain, queryKey: ['programmes'], queryFn: () => call('programmes.list') });
}

export function useReports() {
  const call = useCall();
  return useQuery({ ...readAgain, queryKey: ['reports'], queryFn: () => call('moderation.reports') });
}

/** After people, seats or care changed: whatever shows them asks again. Resolves when what is on screen is new. */
export function useRefreshCare(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const keys = ['people', 'person', 'groups', 'group', 'programmes', 'conversations', 'conversation'];
    await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}
