import type { GroupDetail } from '@homegroup/protocol';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Sheet } from '../../ui/index.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';

export interface StartGroupSheetProps {
  group: GroupDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function StartGroupSheet({ group, onDone, onClose }: StartGroupSheetProps) {
  useFocusBack();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const fixed = group.membershipKind === 'fixed';
  const start = async () => {
    const started = await task.run(async () => {
      await call('groups.start', { params: { id: group.id } });
      await refresh();
    });
    if (!started) return;
    onDone(`${group.name} has started.`);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Start ${group.name}?`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Not yet
          </Button>
          <Button pending={task.pending} onPress={() => void start()}>
            Start the group
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {task.error !== null && <ErrorNotice error={task.error} />}
        <p>
          {fixed
            ? 'Those who are in begin together. From now on it takes nobody new, unless one of its leaders says why.'
            : 'From now on it counts as meeting. People still come and go as seats allow.'}
        </p>
        <p className="text-14 text-ink-2">It cannot be taken back.</p>
      </div>
    </Sheet>
  );
}
