import type { RosterFault } from '@homegroup/protocol';
import { CircleCheck, Download, FileWarning } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../ui/index.js';
import { onlyLines, readCsvSheet } from './csv-lines.js';
import { FaultList } from './fault-list.js';
import { FileAround } from './file-around.js';
import { PickFilesButton } from './pick-files.js';
import { download, type RosterText } from './roster-files.js';
import { faultyLines, needWords, restWords, spelled, total } from './roster-words.js';
import type { ImportStep, RosterImport } from './use-import.js';
import { WhenBroughtIn } from './when-brought-in.js';

export interface CheckedProps {
  step: Extract<ImportStep, { at: 'checked' }>;
  roster: RosterImport;
}

/** Either every fault in its place, or what bringing it in would add. */
export function Checked({ step, roster }: CheckedProps) {
  const [chosen, setChosen] = useState(0);
  const { report, files } = step;
  const sheets = useMemo(() => new Map(files.map(({ name, text }) => [name, readCsvSheet(text)])), [files]);
  const { faults } = report;
  const fault = faults[Math.min(chosen, faults.length - 1)];
  if (!fault) return <Ready step={step} roster={roster} />;
  const sheet = sheets.get(fault.file);
  return (
    <>
      <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-feature bg-danger-soft p-4 lg:px-6">
        <FileWarning aria-hidden className="size-6 shrink-0 text-danger-ink" />
        <div className="min-w-56 flex-1">
          <h2 className="text-17">
            {needWords(faults)} {step.overtaken ? 'Something changed since the check.' : ''} Nothing has been
            saved.
          </h2>
          <p className="text-14 text-ink-2">{restWords(report)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <OnlyThese faults={faults} files={files} />
          <PickFilesButton
            label="Upload corrected file"
            onFiles={roster.check}
            pending={roster.pending === 'check'}
          />
        </div>
      </section>
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="space-y-6">
          <FaultList
            faults={faults}
            chosen={faults.indexOf(fault)}
            onChoose={setChosen}
            named={files.length > 1}
          />
          <div className="max-lg:hidden">
            <WhenBroughtIn report={report} />
          </div>
        </div>
        {sheet && (
          <FileAround
            fault={fault}
            sheet={sheet}
            place={{ at: faults.indexOf(fault), of: faults.length, onMove: setChosen }}
          />
        )}
        <div className="lg:hidden">
          <WhenBroughtIn report={report} />
        </div>
      </div>
    </>
  );
}

/** A download of the lines to correct, for each file that has some. */
function OnlyThese({ faults, files }: { faults: readonly RosterFault[]; files: readonly RosterText[] }) {
  const lines = faultyLines(faults.filter(({ line }) => line > 1));
  if (lines === 0) return null;
  const save = () => {
    for (const { name, text } of files) {
      const own = faults.filter(({ file, line }) => file === name && line > 1);
      if (own.length === 0) continue;
      const wanted = own.map(({ line }) => line);
      download(`${name.replace(/\.csv$/i, '')}-to-correct.csv`, onlyLines(readCsvSheet(text), wanted));
    }
  };
  return (
    <Button tone="outline" icon={Download} onPress={save}>
      {lines === 1 ? 'Only the one line' : `Only the ${lines} lines`}
    </Button>
  );
}

function Ready({ step, roster }: CheckedProps) {
  const { report } = step;
  const changes = total(report.added) > 0;
  return (
    <>
      <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-feature bg-pine-soft p-4 lg:px-6">
        <CircleCheck aria-hidden className="size-6 shrink-0 text-pine-ink" />
        <div className="min-w-56 flex-1">
          <h2 className="text-17">
            {changes
              ? report.lines === 1
                ? 'The one line is ready. Nothing has been saved yet.'
                : `All ${spelled(report.lines).toLowerCase()} lines are ready. Nothing has been saved yet.`
              : 'Everything in this file is known already.'}
          </h2>
          <p className="text-14 text-ink-2">
            {changes ? 'It comes in whole, or not at all.' : 'Bringing it in would change nothing.'}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <PickFilesButton
            label="Another file"
            tone="outline"
            onFiles={roster.check}
            pending={roster.pending === 'check'}
          />
          {changes && (
            <Button pending={roster.pending === 'bring-in'} onPress={roster.bringIn}>
              Bring it in
            </Button>
          )}
        </div>
      </section>
      <WhenBroughtIn report={report} />
    </>
  );
}
