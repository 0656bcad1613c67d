import { type SyntheticEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../../session/use-session.js';
import { Button, Choice, ErrorNotice, Sheet } from '../../ui/index.js';
import { dayKey } from '../../ui/times.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useTask } from '../use-task.js';
import { AddPersonFields } from './add-person-fields.js';
import { blankPerson, fieldsOf, missingIn, type NewPersonFaults, toAddPerson } from './new-person.js';

export function AddPersonSheet({ onClose }: { onClose: () => void }) {
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const navigate = useNavigate();
  const task = useTask();
  const [person, setPerson] = useState(() => blankPerson(dayKey(new Date())));
  const [asked, setAsked] = useState(false);
  const fields = fieldsOf[person.kind];
  const missing = missingIn(person);
  const faults: NewPersonFaults = {};
  if (asked)
    for (const field of fields) {
      const message = missing[field] ?? fieldFault(task.error, field);
      if (message) faults[field] = message;
    }

  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(missing).length > 0) return focusFirstFault(event.currentTarget);
    await task.run(async () => {
      const added = await call('people.add', { body: toAddPerson(person) });
      await refresh();
      onClose();
      await navigate(`/people/${added.id}`, {
        state: { done: `${added.legalName} was added. Make a link so that they can join.` },
      });
    });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title="Add a person"
      subtitle="They can sign in once you make a link for them."
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Add
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && !allShown(task.error, fields) && <ErrorNotice error={task.error} />}
        <Choice
          label="Who is it?"
          value={person.kind}
          onChange={(kind) => {
            setAsked(false);
            setPerson({ ...person, kind });
          }}
          options={[
            { value: 'client', label: 'Somebody who begins treatment' },
            { value: 'staff', label: 'A member of staff' },
          ]}
        />
        <AddPersonFields person={person} faults={faults} onChange={setPerson} />
      </form>
    </Sheet>
  );
}
