import type { GroupDetail } from '@homegroup/protocol';
import { CircleAlert } from 'lucide-react';
import { type SyntheticEvent, useId, useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Field, Sheet } from '../../ui/index.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useTask } from '../use-task.js';

export interface PublishAgreementSheetProps {
  group: GroupDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function PublishAgreementSheet({ group, onDone, onClose }: PublishAgreementSheetProps) {
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const [text, setText] = useState(group.agreement.text);
  const [asked, setAsked] = useState(false);
  const next = group.agreement.version + 1;
  const same = text.trim() === group.agreement.text.trim();
  const fault =
    text.trim() === '' ? 'Write what the group agrees on.' : same ? 'Nothing is different yet.' : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (fault) return focusFirstFault(event.currentTarget);
    const published = await task.run(async () => {
      await call('groups.publishAgreement', { params: { id: group.id }, body: { text } });
      await refresh();
    });
    if (!published) return;
    onDone(`Agreement ${next} holds now. Everybody is asked before they read or write again.`);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Agreement ${next} for ${group.name}`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Publish and ask everybody
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && !allShown(task.error, ['text']) && <ErrorNotice error={task.error} />}
        <p className="flex items-start gap-3 rounded-card bg-hold-soft p-4 text-14 text-hold-ink">
          <CircleAlert aria-hidden className="size-5 shrink-0" />
          <span>
            Everybody is asked again. From the moment you publish, nobody but you reads or writes in the room
            until they accept the new version, leaders too. Do it between sessions.
          </span>
        </p>
        <Field
          label="What the group agrees on"
          value={text}
          onChange={setText}
          rows={12}
          maxLength={8000}
          error={asked ? (fault ?? fieldFault(task.error, 'text')) : undefined}
          required
        />
      </form>
    </Sheet>
  );
}
