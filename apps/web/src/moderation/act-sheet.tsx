import { useState } from 'react';
import { Button } from '../ui/button.js';
import { Sheet } from '../ui/sheet.js';
import { ErrorNotice } from '../ui/states.js';
import { ActFields } from './act-fields.js';
import { type ActForm, emptyForm, faultsOf } from './act-form.js';
import { actWords } from './act-words.js';
import type { ModeratorAct } from './acts.js';
import { useRunAct } from './use-run-act.js';

/** One sheet for everything that asks for a reason first. */
export function ActSheet({ act, onClose }: { act: ModeratorAct | null; onClose: () => void }) {
  if (!act) return null;
  return <Asking key={JSON.stringify(act)} act={act} onClose={onClose} />;
}

function Asking({ act, onClose }: { act: ModeratorAct; onClose: () => void }) {
  const words = actWords(act);
  const run = useRunAct();
  const [form, setForm] = useState<ActForm>(emptyForm);
  const [asked, setAsked] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [thanked, setThanked] = useState(false);
  const faults = faultsOf(act, form);

  const submit = async () => {
    setAsked(true);
    if (Object.keys(faults).length > 0) return;
    setPending(true);
    setError(null);
    try {
      await run(act, form);
      if (act.kind === 'report') setThanked(true);
      else onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };

  if (thanked)
    return (
      <Sheet open onClose={onClose} title="Thank you" footer={<Button onPress={onClose}>Close</Button>}>
        <p>A counselor will read this. They won't be told it was you.</p>
      </Sheet>
    );
  return (
    <Sheet
      open
      onClose={onClose}
      title={words.title}
      subtitle={words.subtitle}
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            Cancel
          </Button>
          <Button tone={words.tone} pending={pending} onPress={() => void submit()}>
            {words.submit}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {error !== null && <ErrorNotice error={error} />}
        <ActFields act={act} form={form} onChange={setForm} faults={asked ? faults : {}} />
      </div>
    </Sheet>
  );
}
