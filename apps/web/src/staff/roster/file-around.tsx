import type { RosterFault } from '@homegroup/protocol';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Card, IconButton } from '../../ui/index.js';
import { around, type CsvRecord, type CsvSheet, filledColumns, recordAt } from './csv-lines.js';

export interface FileAroundProps {
  fault: RosterFault;
  sheet: CsvSheet;
  place: { at: number; of: number; onMove: (index: number) => void };
}

/** The file around a fault, with the field marked; and below it the character and what is expected there. */
export function FileAround({ fault, sheet, place }: FileAroundProps) {
  const shown = around(sheet, fault.line);
  const column = fault.column === null ? null : fault.column - 1;
  const record = recordAt(sheet, fault.line);
  const columns = filledColumns(shown, record, column);
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const mark = box?.querySelector<HTMLElement>(`[data-mark="${fault.line} ${fault.character}"]`);
    if (!box || !mark) return;
    // Sideways only: the page itself must not jump.
    box.scrollLeft +=
      mark.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth / 3;
  }, [fault]);
  return (
    <Card flush>
      <div className="flex items-center justify-between gap-2 py-2 pr-2 pl-4">
        <h2 className="text-16">The file around line {fault.line}</h2>
        <div className="flex items-center">
          <IconButton
            label="The fault before"
            icon={ChevronUp}
            isDisabled={place.at === 0}
            onPress={() => place.onMove(place.at - 1)}
          />
          <span className="text-14 whitespace-nowrap text-ink-2">
            {place.at + 1} of {place.of}
          </span>
          <IconButton
            label="The next fault"
            icon={ChevronDown}
            isDisabled={place.at === place.of - 1}
            onPress={() => place.onMove(place.at + 1)}
          />
        </div>
      </div>
      <section
        ref={scroller}
        className="overflow-x-auto"
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`The file around line ${fault.line}`}
      >
        <table className="w-full border-collapse text-14">
          <thead className="bg-sunken text-12 text-ink-2">
            <tr>
              <th scope="col" className="sticky left-0 h-10 bg-sunken px-3 text-left font-semibold">
                Line
              </th>
              {columns.map((index) => (
                <th
                  key={index}
                  scope="col"
                  className={`px-3 text-left font-semibold whitespace-nowrap ${index === column ? 'text-danger-ink' : ''}`}
                >
                  {index + 1} {sheet.header?.fields[index] ?? ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {shown.map((each) => (
              <Line key={each.line} record={each} fault={fault} columns={columns} column={column} />
            ))}
          </tbody>
        </table>
      </section>
      <div className="m-4 rounded-control bg-sunken p-4" aria-live="polite">
        <p className="font-semibold">
          Line {fault.line}
          {fault.column !== null && `, column ${fault.column}`}, character {fault.character}
        </p>
        <p className="text-14 text-ink-2 wrap-anywhere">
          {fault.value === '' ? (
            'Found nothing there.'
          ) : (
            <>
              Found <bdi className="font-semibold text-ink">{fault.value}</bdi>.
            </>
          )}{' '}
          {fault.hint ?? `${fault.message}.`}
        </p>
        <p className="mt-1 text-12 text-ink-2">
          {record
            ? `Columns in which line ${record.line} has nothing are left out.`
            : 'Empty columns are left out.'}
        </p>
      </div>
    </Card>
  );
}

interface LineProps {
  record: CsvRecord;
  fault: RosterFault;
  columns: readonly number[];
  column: number | null;
}

function Line({ record, fault, columns, column }: LineProps) {
  const here = record.line <= fault.line && fault.line <= record.lastLine;
  return (
    <tr className={here ? 'bg-danger-soft' : undefined}>
      <th
        scope="row"
        className={`sticky left-0 h-11 px-3 text-left ${here ? 'bg-danger-soft font-bold text-danger-ink' : 'bg-surface font-normal text-ink-2'}`}
      >
        {record.line}
        {here && <span className="sr-only">, to correct</span>}
      </th>
      {columns.map((index) => {
        const value = record.fields[index] ?? '';
        const marked = here && index === column;
        return (
          <td key={index} className="px-3 py-1.5 whitespace-pre-line">
            {marked ? (
              <mark
                data-mark={`${fault.line} ${fault.character}`}
                className="-mx-2 inline-block min-h-7 min-w-12 rounded-small border-2 border-danger bg-surface px-2 py-0.5 font-semibold text-danger-ink"
              >
                {value}
                {value === '' && <span className="sr-only">empty</span>}
              </mark>
            ) : (
              <span className="inline-block max-w-72 truncate align-middle" title={value}>
                {value}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
