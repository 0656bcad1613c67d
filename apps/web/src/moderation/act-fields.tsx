import { tombstoneReasons } from '@homegroup/protocol';
import { Choice, Field } from '../ui/field.js';
import type { ActFaults, ActForm } from './act-form.js';
import { actWords, reportReasons } from './act-words.js';
import { type ModeratorAct, muteSpans } from './acts.js';

export interface ActFieldsProps {
  act: ModeratorAct;
  form: ActForm;
  onChange: (form: ActForm) => void;
  faults: ActFaults;
}

const sentence = (words: string) => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;

export function ActFields({ act, form, onChange, faults }: ActFieldsProps) {
  const words = actWords(act);
  const set = (change: Partial<ActForm>) => onChange({ ...form, ...change });
  return (
    <>
      {act.kind === 'remove' && (
        <Choice
          label="What stands in its place"
          description="Everybody in the room reads this."
          value={form.tombstone}
          onChange={(tombstone) => set({ tombstone })}
          options={tombstoneReasons.map((reason) => ({ value: reason, label: sentence(reason) }))}
          error={faults.tombstone}
          required
        />
      )}
      {act.kind === 'mute' && (
        <Choice
          label="For how long"
          value={form.span}
          onChange={(span) => set({ span })}
          options={muteSpans}
          required
        />
      )}
      {act.kind === 'report' && (
        <>
          <Choice
            label="What is it about?"
            value={form.report}
            onChange={(report) => set({ report })}
            options={reportReasons}
            error={faults.report}
            required
          />
          <Field
            label="Anything you want to add"
            description="You can leave this empty."
            rows={3}
            maxLength={1000}
            value={form.text}
            onChange={(text) => set({ text })}
          />
        </>
      )}
      {words.reason && (
        <Field
          label={words.reason}
          description="For the record. Staff read it."
          value={form.reason}
          onChange={(reason) => set({ reason })}
          error={faults.reason}
          maxLength={500}
          required
        />
      )}
      {words.words && (
        <Field
          label={words.words}
          description="Plain and kind. It reaches them at once."
          rows={3}
          maxLength={1000}
          value={form.text}
          onChange={(text) => set({ text })}
          error={faults.text}
          required
        />
      )}
    </>
  );
}
