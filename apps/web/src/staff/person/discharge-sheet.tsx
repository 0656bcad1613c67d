import type { DischargeReason, DischargeResult, PersonDetail } from '@homegroup/protocol';
import { useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, Choice, ErrorNotice, Sheet, SkeletonRows } from '../../ui/index.js';
import { dischargeWords } from '../care-words.js';
import { useProgrammes, useRefreshCare } from '../staff-queries.js';
import { useFocusBack } from '../use-focus-back.js';
import { useTask } from '../use-task.js';
import { useToday } from '../use-today.js';
import { DischargeDone } from './discharge-done.js';
import { EndsAndStays } from './ends-and-stays.js';
import { foretell } from './foretell-discharge.js';
import { GraduationFields, type GraduationWords } from './graduation-fields.js';

type Step =
  | { at: 'reason' }
  | { at: 'confirm'; reason: DischargeReason }
  | { at: 'done'; result: DischargeResult };
const reasons = Object.entries(dischargeWords) as [DischargeReason, { label: string; text: string }][];

export interface DischargeSheetProps {
  person: PersonDetail;
  onDone: (words: string) => void;
  onClose: () => void;
}

/** First why, then what ends and what stays, then what happened. Nothing is done before the second step's button. */
export function DischargeSheet({ person, onDone, onClose }: DischargeSheetProps) {
  useFocusBack();
  const [step, setStep] = useState<Step>({ at: 'reason' });
  const [reason, setReason] = useState<DischargeReason | null>(null);
  const [asked, setAsked] = useState(false);
  if (step.at === 'done') return <DischargeDone person={person} result={step.result} onClose={onClose} />;
  if (step.at === 'confirm')
    return (
      <Confirm
        person={person}
        reason={step.reason}
        onBack={() => setStep({ at: 'reason' })}
        onDone={(result) => {
          const graduated = result.episode.dischargeReason === 'completed';
          onDone(`${person.legalName} ${graduated ? 'has graduated' : 'was discharged'}.`);
          setStep({ at: 'done', result });
        }}
        onClose={onClose}
      />
    );
  const next = () => {
    setAsked(true);
    if (reason) setStep({ at: 'confirm', reason });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={`How does treatment end for ${person.legalName}?`}
      subtitle="Nothing happens yet. Next you see what ends and what stays."
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            Cancel
          </Button>
          <Button onPress={next}>Go on</Button>
        </>
      }
    >
      <Choice
        label="Reason"
        value={reason}
        onChange={setReason}
        options={reasons.map(([value, { label, text }]) => ({ value, label, description: text }))}
        error={asked && !reason ? 'Choose the reason that fits.' : undefined}
        required
      />
    </Sheet>
  );
}

interface ConfirmProps {
  person: PersonDetail;
  reason: DischargeReason;
  onBack: () => void;
  onDone: (result: DischargeResult) => void;
  onClose: () => void;
}

function Confirm({ person, reason, onBack, onDone, onClose }: ConfirmProps) {
  const call = useCall();
  const refresh = useRefreshCare();
  const programmes = useProgrammes();
  const task = useTask();
  const today = useToday();
  const [words, setWords] = useState<GraduationWords>({ note: '', invite: true });
  const completed = reason === 'completed';
  const foretold = programmes.data && foretell(person, programmes.data, reason, today);
  const confirm = () =>
    void task.run(async () => {
      const note = words.note.trim();
      const body = completed
        ? { reason, note: note === '' ? null : note, inviteToAlumni: words.invite }
        : { reason, inviteToAlumni: false };
      const result = await call('care.discharge', { params: { id: person.id }, body });
      await refresh();
      onDone(result);
    });
  return (
    <Sheet
      open
      onClose={onClose}
      title={completed ? `${person.legalName} completes the programme` : `Discharge ${person.legalName}`}
      subtitle={completed ? 'What follows, before anything happens.' : dischargeWords[reason].text}
      dismissable={!task.pending}
      footer={
        <>
          <Button tone="outline" onPress={onBack} isDisabled={task.pending}>
            Back
          </Button>
          <Button
            tone={completed ? 'primary' : 'danger'}
            pending={task.pending}
            isDisabled={!foretold}
            onPress={confirm}
          >
            {completed ? 'Graduate now' : 'Discharge now'}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {task.error !== null && <ErrorNotice error={task.error} />}
        {programmes.error && (
          <ErrorNotice error={programmes.error} onRetry={() => void programmes.refetch()} />
        )}
        {programmes.isPending && <SkeletonRows rows={2} label="Loading what the programme says" />}
        {foretold && <EndsAndStays foretold={foretold} completed={completed} />}
        {completed && <GraduationFields person={person} value={words} onChange={setWords} />}
      </div>
    </Sheet>
  );
}
