import type { ContinuingContactView } from '@homegroup/protocol';
import { useQuery } from '@tanstack/react-query';
import { useCall } from '../session/use-session.js';

const none: readonly ContinuingContactView[] = [];

export function useContinuingContactsQuery() {
  const call = useCall();
  return useQuery({ queryKey: ['continuing-contacts'], queryFn: () => call('me.continuingContacts') });
}

/** Agreements that hold: both agreed, nobody ended them. */
export function useContinuingContacts(): readonly ContinuingContactView[] {
  const all = useContinuingContactsQuery().data ?? none;
  return all.filter((contact) => contact.agreedByAlumnus && contact.agreedByStaff && !contact.endedAt);
}
