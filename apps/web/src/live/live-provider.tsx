import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useMe, useSessionStore } from '../session/use-session.js';
import { inTime, Vault } from '../vault/vault.js';
import { LiveConnection } from './live-connection.js';
import { LiveContext } from './live-context.js';

/** Opens the vault and the connection of the person signed in; closes both when they go. Shows `opening` until then. */
export function LiveProvider({ children, opening }: { children: ReactNode; opening: ReactNode }) {
  const session = useSessionStore();
  const queries = useQueryClient();
  const { id: meId, organization } = useMe();
  const home = organization.id.slice(-8);
  const [live, setLive] = useState<LiveConnection | null>(null);

  useEffect(() => {
    let gone = false;
    let opened: LiveConnection | null = null;
    const again = (...queryKey: string[]) => void queries.invalidateQueries({ queryKey });
    const start = async () => {
      const vault = await Vault.open(meId);
      if (gone) return vault.close();
      opened = new LiveConnection(
        session,
        vault,
        { id: meId, home },
        {
          onListChanged: () => {
            again('conversations');
            again('conversation');
            void session.refreshMe().catch(() => undefined);
          },
          onConversationChanged: (id) => again('conversation', id),
          onNotices: () => {
            again('notices');
            again('conversation');
            // An offer to stay in contact, its answer and its end come with a notice.
            again('continuing-contacts');
            again('contacts');
            void session.refreshMe().catch(() => undefined);
          },
          onEnded: () => session.end('elsewhere'),
        },
      );
      // What waits comes before what is written now. A device store that fails keeps nobody from writing.
      await inTime(
        opened.restore().catch(() => undefined),
        undefined,
      );
      if (!gone) setLive(opened);
    };
    void start();
    return () => {
      gone = true;
      opened?.close();
      const state = session.get();
      const takenAway = state.status === 'signed-out' && state.because === 'elsewhere';
      if (takenAway) void opened?.vault.wipe();
      else opened?.vault.close();
      setLive(null);
    };
  }, [home, meId, queries, session]);

  if (!live) return opening;
  return <LiveContext value={live}>{children}</LiveContext>;
}
