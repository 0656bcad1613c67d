import type { Followed, Outgoing, PresenceState } from '@homegroup/protocol';
import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import type { ConnectionState, LiveConnection } from './live-connection.js';

export const LiveContext = createContext<LiveConnection | null>(null);

export function useLive(): LiveConnection {
  const live = use(LiveContext);
  if (!live) throw new Error('LiveContext is missing above this component.');
  return live;
}

function useTopic<T>(topic: string, read: (live: LiveConnection) => T): T {
  const live = useLive();
  const subscribe = useCallback((ring: () => void) => live.topics.on(topic, ring), [live, topic]);
  return useSyncExternalStore(subscribe, () => read(live));
}

export const useConnection = (): ConnectionState => useTopic('connection', (live) => live.connection());

/** Whether this device keeps what was not sent, beyond this page. */
export const useKept = (): boolean => useTopic('kept', (live) => live.vault.durable);

export const useFollowed = (id: string): Followed | undefined =>
  useTopic(`timeline:${id}`, (live) => live.follower.get(id));

export const useOutbox = (id: string): readonly Outgoing[] =>
  useTopic(`outbox:${id}`, (live) => live.outbox.list(id));

export const usePlace = (id: string): PresenceState | undefined =>
  useTopic(`place:${id}`, (live) => live.places.get(id));

export const useWriters = (id: string): readonly string[] =>
  useTopic(`typing:${id}`, (live) => live.places.writersIn(id));

export const useCounterpartRead = (id: string) =>
  useTopic(`read:${id}`, (live) => live.reads.counterpart(id));
