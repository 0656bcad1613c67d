import type { GroupDetail } from '@homegroup/protocol';
import { type SyntheticEvent, useId, useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Pick, Sheet } from '../../ui/index.js';
import { useClinicalStaff } from '../clinical-staff.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';

export interface ChangeLeadersSheetProps {
  group: GroupDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

const nobody = 'nobody';

export function ChangeLeadersSheet({ group, onDone, onClose }: ChangeLeadersSheetProps) {
  useFocusBack();
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const { options, error, retry } = useClinicalStaff();
  const [first, setFirst] = useState(group.leaders[0]?.id ?? null);
  const [second, setSecond] = useState(group.leaders[1]?.id ?? nobody);
  const [asked, setAsked] = useState(false);
  const missing = first === null ? 'Choose who leads.' : undefined;
  const twice = first === second ? 'This is the first leader already.' : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (first === null || twice) return focusFirstFault(event.currentTarget);
    const changed = await task.run(async () => {
      await call('groups.changeLeaders', {
        params: { id: group.id },
        body: { leaderIds: second === nobody ? [first] : [first, second] },
      });
      await refresh();
    });
    if (!changed) return;
    onDone('The leaders are changed, in the room too.');
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Who leads ${group.name}`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Change leaders
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {task.error !== null && <ErrorNotice error={task.error} />}
        <p>
          Whoever leads moderates the room and reads it from now on. Whoever no longer leads is out of the
          room at once, and keeps what was said until then.
        </p>
        <Pick
          label="Leader"
          value={first}
          onChange={setFirst}
          options={options}
          error={asked ? missing : undefined}
          required
        />
        <Pick
          label="Second leader"
          value={second}
          onChange={setSecond}
          options={[{ value: nobody, label: 'Nobody' }, ...options]}
          error={asked ? twice : undefined}
        />
      </form>
    </Sheet>
  );
}
