import type { PersonDetail } from '@homegroup/protocol';
import { type SyntheticEvent, useId, useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Field, longDay, Sheet } from '../../ui/index.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';
import { useToday } from '../use-today.js';

export interface RenewCredentialSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function RenewCredentialSheet({ person, onDone, onClose }: RenewCredentialSheetProps) {
  useFocusBack();
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const today = useToday();
  const [expiresOn, setExpiresOn] = useState(person.credentialExpiresOn ?? '');
  const [asked, setAsked] = useState(false);
  const missing =
    expiresOn === ''
      ? 'Choose a day.'
      : expiresOn < today
        ? 'This day has passed. Enter the last day on which the credential holds.'
        : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return focusFirstFault(event.currentTarget);
    const renewed = await task.run(async () => {
      await call('people.renewCredential', { params: { id: person.id }, body: { expiresOn } });
      await refresh();
    });
    if (!renewed) return;
    onDone(`The credential holds until ${longDay(expiresOn)}.`);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Credential of ${person.legalName}`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && !allShown(task.error, ['expiresOn']) && <ErrorNotice error={task.error} />}
        <Field
          label="Holds until"
          type="date"
          description="The last day. After it they lead no group until it is renewed."
          value={expiresOn}
          onChange={setExpiresOn}
          error={asked ? (missing ?? fieldFault(task.error, 'expiresOn')) : undefined}
          required
        />
      </form>
    </Sheet>
  );
}
