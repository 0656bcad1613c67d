import type { DirectContact } from '@homegroup/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronRight, Users } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../session/use-session.js';
import { Avatar } from '../ui/avatar.js';
import { roleName } from '../ui/names.js';
import { Sheet } from '../ui/sheet.js';
import { EmptyState, ErrorNotice, SkeletonRows } from '../ui/states.js';

export function NewMessageSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const call = useCall();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const contacts = useQuery({
    queryKey: ['contacts'],
    queryFn: () => call('direct.contacts'),
    enabled: open,
  });

  const choose = async (contact: DirectContact) => {
    try {
      setError(null);
      let id = contact.conversationId;
      if (!id) {
        const opened = await call('direct.open', { body: { personId: contact.id } });
        queries.setQueryData(['conversation', opened.id], opened);
        await Promise.all([
          queries.invalidateQueries({ queryKey: ['conversations'] }),
          queries.invalidateQueries({ queryKey: ['contacts'] }),
        ]);
        id = opened.id;
      }
      onClose();
      await navigate(`/messages/${id}`);
    } catch (cause) {
      setError(cause);
    }
  };

  return (
    <Sheet open={open} onClose={onClose} title="Write to" subtitle="The people you may write to.">
      {(error ?? contacts.error) !== null && <ErrorNotice error={error ?? contacts.error} />}
      {contacts.isPending && <SkeletonRows rows={2} label="Loading people" />}
      {contacts.data?.length === 0 && (
        <EmptyState icon={Users} title="Nobody to write to yet" text="Your care team appears here." />
      )}
      <ul className="-mx-2">
        {contacts.data?.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              onClick={() => void choose(contact)}
              className="flex min-h-16 w-full cursor-pointer items-center gap-3 rounded-control px-2 py-2 text-left hover:bg-canvas"
            >
              <Avatar person={contact} />
              <span className="min-w-0 flex-1">
                <bdi className="block text-16 font-semibold">{contact.name}</bdi>
                <span className="block text-14 text-ink-2">{contactLine(contact)}</span>
              </span>
              <ChevronRight aria-hidden className="size-5 text-ink-3" />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export function contactLine(contact: DirectContact): string {
  if (contact.basis === 'continuing_contact') return 'Stays reachable after graduation';
  if (contact.primary && contact.role === 'counselor') return 'Your primary counselor';
  return roleName(contact.role);
}
