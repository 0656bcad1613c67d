import type { PersonDetail } from '@homegroup/protocol';
import { Check, Field } from '../../ui/index.js';

export interface GraduationWords {
  note: string;
  invite: boolean;
}

export interface GraduationFieldsProps {
  person: PersonDetail;
  value: GraduationWords;
  onChange: (words: GraduationWords) => void;
}

export function GraduationFields({ person, value, onChange }: GraduationFieldsProps) {
  const known = person.alumni?.status;
  return (
    <>
      <Field
        label="A note from the team"
        description={`${person.displayName} reads it on a quiet screen of its own. You can leave it empty.`}
        value={value.note}
        onChange={(note) => onChange({ ...value, note: note.replace(/\s*\n\s*/gu, ' ') })}
        rows={3}
        maxLength={500}
      />
      {known === 'active' || known === 'paused' || known === 'invited' ? (
        <p className="text-14 text-ink-2">
          {known === 'invited'
            ? 'An invitation to the alumni circle waits for them already.'
            : 'They are an alumnus from before; that goes on.'}
        </p>
      ) : (
        <Check
          label="Invite to the alumni circle"
          description="They decide whether and when to take the seat."
          value={value.invite}
          onChange={(invite) => onChange({ ...value, invite })}
        />
      )}
    </>
  );
}
