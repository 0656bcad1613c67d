import { ErrorNotice, Page } from '../../ui/index.js';
import { clock } from '../../ui/times.js';
import { MorePlaces } from '../more-places.js';
import { Checked } from './checked.js';
import { ImportDone } from './import-done.js';
import { ImportSteps } from './import-steps.js';
import { DropFiles } from './pick-files.js';
import { counted, needWords } from './roster-words.js';
import { type ImportStep, useImport } from './use-import.js';

export function ImportPage() {
  const roster = useImport();
  const { step, pending, error } = roster;
  return (
    <Page title="Bring in a roster" subtitle={about(step)} width="wide">
      <ImportSteps at={step.at} />
      {/* Always there, so that what changes is read out. */}
      <output className="sr-only">
        {pending === 'check' && 'Checking the file'}
        {pending === 'bring-in' && 'Bringing it in'}
        {!pending && said(step)}
      </output>
      <div className="space-y-5">
        {error !== null && <ErrorNotice error={error} />}
        {step.at === 'upload' && <DropFiles onFiles={roster.check} pending={pending === 'check'} />}
        {step.at === 'checked' && <Checked key={step.readAt.getTime()} step={step} roster={roster} />}
        {step.at === 'done' && <ImportDone report={step.report} onAgain={roster.again} />}
      </div>
      <MorePlaces except="import" />
    </Page>
  );
}

function said(step: ImportStep): string {
  if (step.at === 'upload') return '';
  if (step.at === 'done') return step.report.applied ? 'The roster is in.' : 'Nothing had to be changed.';
  return step.report.faults.length > 0 ? needWords(step.report.faults) : 'Every line is ready.';
}

function about(step: ImportStep): string {
  if (step.at === 'upload') return 'Staff, programmes, groups, people and their seats, from a spreadsheet';
  const names = step.files.map(({ name }) => name).join(', ');
  const lines = counted(step.report.lines, 'line', 'lines');
  return step.at === 'checked' ? `${names}, ${lines}, read at ${clock(step.readAt)}` : `${names}, ${lines}`;
}
