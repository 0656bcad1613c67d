import type { ReportView } from '@homegroup/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useCall } from '../../session/use-session.js';
import { Button, Choice, ErrorNotice, Field } from '../../ui/index.js';
import { allShown, fieldFault } from '../field-fault.js';
import { focusFirstFault } from '../focus-first-fault.js';
import { useTask } from '../use-task.js';
import { type Outcome, outcomes, outcomeText } from './report-words.js';

export interface CloseReportFormProps {
  report: ReportView;
  onDone: (words: string) => void;
}

export function CloseReportForm({ report, onDone }: CloseReportFormProps) {
  const call = useCall();
  const queries = useQueryClient();
  const task = useTask();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = words.trim().length < 3 ? 'Say in a few words what you did, or why nothing.' : undefined;
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!outcome || missing) return focusFirstFault(event.currentTarget);
    await task.run(async () => {
      await call('moderation.closeReport', {
        params: { id: report.id },
        body: { outcome: outcomeText(outcome, words) },
      });
      await queries.invalidateQueries({ queryKey: ['reports'] });
      onDone('The report is closed. What you wrote is kept with it.');
    });
  };
  return (
    <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
      <h2 className="text-17">Your decision</h2>
      {task.error !== null && !allShown(task.error, ['outcome']) && <ErrorNotice error={task.error} />}
      <Choice
        label="How it ends"
        value={outcome}
        onChange={setOutcome}
        options={outcomes}
        error={asked && !outcome ? 'Choose what fits.' : undefined}
        required
      />
      <Field
        label="For the record"
        description="Moderators and supervisors can read it. Neither the author nor the reporter sees it."
        value={words}
        onChange={setWords}
        rows={3}
        maxLength={480}
        error={asked ? (missing ?? fieldFault(task.error, 'outcome')) : undefined}
        required
      />
      <Button type="submit" pending={task.pending}>
        Close the report
      </Button>
    </form>
  );
}
