import type { ContinuingContactView } from '@homegroup/protocol';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Sheet } from '../../ui/index.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';

export interface EndContactSheetProps {
  contact: ContinuingContactView;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function EndContactSheet({ contact, onDone, onClose }: EndContactSheetProps) {
  useFocusBack();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const end = async () => {
    const ended = await task.run(async () => {
      await call('care.endContact', { params: { id: contact.id } });
      await refresh();
    });
    if (!ended) return;
    onDone(`Contact between ${contact.alumnusName} and ${contact.staffName} has ended.`);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`End contact with ${contact.alumnusName}?`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Keep it
          </Button>
          <Button tone="danger" pending={task.pending} onPress={() => void end()}>
            End contact
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {task.error !== null && <ErrorNotice error={task.error} />}
        <p>
          Neither of you can write to the other any more, unless you are on their care team. What was written
          stays readable for both.
        </p>
        <p className="text-14 text-ink-2">It is kind to say goodbye first.</p>
      </div>
    </Sheet>
  );
}
