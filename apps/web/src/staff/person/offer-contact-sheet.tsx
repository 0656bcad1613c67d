import type { PersonDetail } from '@homegroup/protocol';
import { type SyntheticEvent, useId, useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, ErrorNotice, Field, longDay, Sheet } from '../../ui/index.js';
import { dayKey } from '../../ui/times.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';

export interface OfferContactSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

function inThreeMonths(): string {
  const day = new Date();
  day.setMonth(day.getMonth() + 3);
  return dayKey(day);
}

export function OfferContactSheet({ person, onDone, onClose }: OfferContactSheetProps) {
  useFocusBack();
  const form = useId();
  const call = useCall();
  const refresh = useRefreshCare();
  const task = useTask();
  const [endsOn, setEndsOn] = useState(inThreeMonths);
  const [asked, setAsked] = useState(false);
  const missing = endsOn === '' ? 'Choose a day.' : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return focusFirstFault(event.currentTarget);
    const offered = await task.run(async () => {
      await call('care.offerContact', { body: { alumnusId: person.id, endsOn } });
      await refresh();
    });
    if (!offered) return;
    onDone(
      `You offered to stay in contact until ${longDay(endsOn)}. It holds once ${person.displayName} agrees.`,
    );
    onClose();
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`Offer to stay in contact with ${person.legalName}`}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onClose} isDisabled={task.pending}>
            Cancel
          </Button>
          <Button type="submit" form={form} pending={task.pending}>
            Offer
          </Button>
        </>
      }
    >
      <form id={form} noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        {task.error !== null && !allShown(task.error, ['endsOn']) && <ErrorNotice error={task.error} />}
        <p>
          You stay reachable by message after graduation. It holds once they agree, supervisors see it, and
          either of you may end it at any time.
        </p>
        <Field
          label="Until"
          type="date"
          description="At most one year from today. Then you both decide again."
          value={endsOn}
          onChange={setEndsOn}
          error={asked ? (missing ?? fieldFault(task.error, 'endsOn')) : undefined}
          required
        />
      </form>
    </Sheet>
  );
}
