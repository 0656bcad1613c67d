import { type SyntheticEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Sheet } from '../../ui/index.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useTask } from '../use-task.js';
import { CreateGroupFields } from './create-group-fields.js';
import { blankGroup, missingInGroup, type NewGroupFaults, toCreateGroup } from './new-group.js';

const onTheWire = ['name', 'type', 'membershipKind', 'programmeId', 'capacity', 'leaderIds'] as const;

export function CreateGroupSheet({ onClose }: { onClose: () => void }) {
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const navigate = useNavigate();
  const task = useTask();
  const [group, setGroup] = useState(blankGroup);
  const [asked, setAsked] = useState(false);
  const missing = missingInGroup(group);
  const told: NewGroupFaults = {
    name: fieldFault(task.error, 'name'),
    type: fieldFault(task.error, 'type'),
    programmeId: fieldFault(task.error, 'programmeId'),
    capacity: fieldFault(task.error, 'capacity'),
    leaderId: fieldFault(task.error, 'leaderIds'),
  };
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(missing).length > 0) return focusFirstFault(event.currentTarget);
    await task.run(async () => {
      const created = await call('groups.create', { body: toCreateGroup(group) });
      await refresh();
      onClose();
      await navigate(`/groups/${created.id}`, {
        state: { done: `${created.name} and its room stand. Invite people into it from their pages.` },
      });
    });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title="New group"
      subtitle="Its room opens with the usual agreement, which you can change afterwards."
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Create
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && !allShown(task.error, onTheWire) && <ErrorNotice error={task.error} />}
        <CreateGroupFields group={group} faults={asked ? { ...told, ...missing } : {}} onChange={setGroup} />
      </form>
    </Sheet>
  );
}
