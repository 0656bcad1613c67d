import { Input, Label, TextField } from '@heroui/react';
import type { InvitationLink, PersonDetail } from '@homegroup/protocol';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Sheet, untilWords } from '../../ui/index.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';

/** Makes a link and shows it this once. */
export function InvitationSheet({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  useFocusBack();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const [link, setLink] = useState<InvitationLink | null>(null);
  const reset = person.account === 'active';
  const make = () =>
    void task.run(async () => {
      setLink(await call('people.invite', { params: { id: person.id } }));
      await refresh();
    });
  if (link) return <Shown link={link} person={person} onClose={onClose} />;
  return (
    <Sheet
      open
      onClose={onClose}
      title={reset ? 'Make a link for a new passphrase?' : 'Make an invitation link?'}
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            Cancel
          </Button>
          <Button pending={task.pending} onPress={make}>
            Make the link
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {task.error !== null && <ErrorNotice error={task.error} />}
        <p>
          Whoever opens it chooses {reset ? 'a new passphrase for' : 'the passphrase of'}{' '}
          <bdi className="font-semibold">{person.legalName}</bdi>, so give it to them alone: in person, or
          over a way you trust.
        </p>
        <p className="text-14 text-ink-2">
          It works once and for seven days.
          {person.invitation && ' The link made earlier stops working.'} Nothing is sent by Homegroup.
        </p>
      </div>
    </Sheet>
  );
}

function Shown({
  link,
  person,
  onClose,
}: {
  link: InvitationLink;
  person: PersonDetail;
  onClose: () => void;
}) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.url);
      setCopied('yes');
    } catch {
      setCopied('no');
    }
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title="Copy the link now"
      subtitle={`Works once, until ${untilWords(link.expiresAt)}.`}
      dismissable={false}
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            {copied === 'yes' ? 'Done' : 'Close'}
          </Button>
          <Button icon={copied === 'yes' ? Check : Copy} onPress={() => void copy()}>
            {copied === 'yes' ? 'Copied' : 'Copy the link'}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <TextField isReadOnly fullWidth value={link.url}>
          <Label>Link for {person.legalName}</Label>
          <Input onFocus={(event) => event.currentTarget.select()} />
        </TextField>
        <p className="text-14 text-ink-2">It is shown this once. If it is lost, make another.</p>
        <output className="block text-14">
          {copied === 'yes' && 'The link is on your clipboard.'}
          {copied === 'no' &&
            'This browser keeps the clipboard closed. Select the link and copy it yourself.'}
        </output>
      </div>
    </Sheet>
  );
}
