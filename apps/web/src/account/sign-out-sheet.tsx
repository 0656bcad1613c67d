import { useEffect, useState } from 'react';
import { useConversationsQuery } from '../conversations/use-conversations.js';
import { useLive } from '../live/live-context.js';
import { useSessionStore } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Sheet } from '../ui/sheet.js';
import { wipeVault } from '../vault/vault.js';

interface Kept {
  unsent: number;
  drafts: number;
}

/** Signing out asks first when words would be lost. */
export function SignOutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Asking onClose={onClose} /> : null;
}

function Asking({ onClose }: { onClose: () => void }) {
  const session = useSessionStore();
  const live = useLive();
  const list = useConversationsQuery().data;
  const [drafts, setDrafts] = useState(0);
  // Also of another window, which has them in the same vault; a vault that keeps nothing counts none.
  const [kept, setKept] = useState(0);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    void live.vault.names('draft/').then((names) => setDrafts(names.length));
    void live.vault.names('unsent/').then((names) => setKept(names.length));
  }, [live]);
  const here = (list ?? []).reduce(
    (sum, item) => sum + live.outbox.list(item.id).filter((entry) => entry.state !== 'sent').length,
    0,
  );
  const unsent = Math.max(here, kept);
  const leave = async () => {
    setPending(true);
    live.vault.close();
    await wipeVault();
    await session.signOut();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title="Sign out of this device?"
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            Stay
          </Button>
          <Button
            tone={unsent + drafts > 0 ? 'danger' : 'primary'}
            pending={pending}
            onPress={() => void leave()}
          >
            Sign out
          </Button>
        </>
      }
    >
      <p>{words({ unsent, drafts })}</p>
    </Sheet>
  );
}

function words(kept: Kept): string {
  if (kept.unsent + kept.drafts === 0) return 'Nothing of yours stays on this device.';
  const parts = [
    kept.unsent > 0 &&
      (kept.unsent === 1
        ? 'one message that was not sent yet'
        : `${kept.unsent} messages that were not sent yet`),
    kept.drafts > 0 && (kept.drafts === 1 ? 'one draft' : `${kept.drafts} drafts`),
  ].filter(Boolean);
  return `You have ${parts.join(' and ')}. Signing out deletes them from this device.`;
}
