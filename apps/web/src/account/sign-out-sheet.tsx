import { useEffect, useState } from 'react';
import { useConversationsQuery } from '../conversations/use-conversations.js';
import { useLive } from '../live/live-context.js';
import { useSessionStore } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Sheet } from '../ui/sheet.js';
import { wipeVault } from '../vault/vault.js';

/** Signing out asks first when words would be lost. */
export function SignOutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const session = useSessionStore();
  const live = useLive();
  const list = useConversationsQuery().data;
  const [kept, setKept] = useState<{ unsent: number; drafts: number } | null>(null);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    if (!open) return setKept(null);
    const unsent = (list ?? []).reduce(
      (sum, item) => sum + live.outbox.list(item.id).filter((entry) => entry.state !== 'sent').length,
      0,
    );
    void live.vault.names('draft/').then((drafts) => setKept({ unsent, drafts: drafts.length }));
  }, [open, list, live]);
  const leave = async () => {
    setPending(true);
    live.vault.close();
    await wipeVault();
    await session.signOut();
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title="Sign out of this device?"
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            Stay
          </Button>
          <Button
            tone={kept && kept.unsent + kept.drafts > 0 ? 'danger' : 'primary'}
            pending={pending}
            onPress={() => void leave()}
          >
            Sign out
          </Button>
        </>
      }
    >
      <p>{words(kept)}</p>
    </Sheet>
  );
}

function words(kept: { unsent: number; drafts: number } | null): string {
  if (!kept || kept.unsent + kept.drafts === 0) return 'Nothing of yours stays on this device.';
  const parts = [
    kept.unsent > 0 &&
      (kept.unsent === 1
        ? 'one message that was not sent yet'
        : `${kept.unsent} messages that were not sent yet`),
    kept.drafts > 0 && (kept.drafts === 1 ? 'one draft' : `${kept.drafts} drafts`),
  ].filter(Boolean);
  return `You have ${parts.join(' and ')}. Signing out deletes them from this device.`;
}
