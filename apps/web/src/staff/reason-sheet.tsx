import { type ReactNode, type SyntheticEvent, useId, useState } from 'react';
import { Button, type ButtonTone, ErrorNotice, Field, Sheet } from '../ui/index.js';
import { allShown, fieldFault } from './field-fault.js';
import { focusFirstFault } from './focus-first-fault.js';
import { useFocusBack } from './use-focus-back.js';
import { useTask } from './use-task.js';

export interface ReasonSheetProps {
  title: string;
  /** What will happen, before it happens. */
  children?: ReactNode;
  submit: string;
  tone?: ButtonTone;
  /** Rejects with what to show. The sheet closes itself afterwards. */
  onSubmit: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Says what will happen, asks why, does it. */
export function ReasonSheet({
  title,
  children,
  submit,
  tone = 'primary',
  onSubmit,
  onClose,
}: ReasonSheetProps) {
  useFocusBack();
  const form = useId();
  const task = useTask();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim().length < 3 ? 'Say why in a few words.' : undefined;
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return focusFirstFault(event.currentTarget);
    if (await task.run(() => onSubmit(reason.trim()))) onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={title}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button tone={tone} type="submit" form={form} pending={task.pending}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void send(event)}>
        {task.error !== null && !allShown(task.error, ['reason']) && <ErrorNotice error={task.error} />}
        {children}
        <Field
          label="Reason"
          description="For the record. Staff can read it."
          value={reason}
          onChange={setReason}
          maxLength={500}
          required
          error={asked ? (missing ?? fieldFault(task.error, 'reason')) : undefined}
        />
      </form>
    </Sheet>
  );
}
