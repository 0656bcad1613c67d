import type { HttpClient, Me } from '@homegroup/protocol';
import { createContext, use, useSyncExternalStore } from 'react';
import type { SessionState, SessionStore } from './session-store.js';

export const SessionContext = createContext<SessionStore | null>(null);

export function useSessionStore(): SessionStore {
  const store = use(SessionContext);
  if (!store) throw new Error('SessionContext is missing above this component.');
  return store;
}

export function useSession(): SessionState {
  const store = useSessionStore();
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The typed client of the signed-in person: `call('people.show', { params: { id } })`. */
export const useCall = (): HttpClient => useSessionStore().call;

/** Who is signed in. Only below the signed-in shell. */
export function useMe(): Me {
  const session = useSession();
  if (session.status !== 'signed-in') throw new Error('Nobody is signed in here.');
  return session.me;
}

/** As `useMe`, but null when nobody is signed in. */
export function useMaybeMe(): Me | null {
  const session = useSession();
  return session.status === 'signed-in' ? session.me : null;
}
