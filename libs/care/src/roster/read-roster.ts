import { groupType, levelOfCare, membershipKind, staffRole } from '@homegroup/protocol';
import { LineReader } from './line-reader.js';
import { type CsvFile, type CsvLine, readCsv } from './read-csv.js';
import {
  type ColumnName,
  columnNames,
  isColumn,
  type RecordKind,
  recordKinds,
  useOf,
} from './roster-columns.js';
import type { RosterEntry } from './roster-entries.js';
import { type Field, fold, nearest, type Place, type RosterFaults } from './roster-faults.js';

export interface ReadRoster {
  entries: RosterEntry[];
  /** Lines that are not blank, without the headers. */
  lines: number;
  /** False when a part of the files could not be read at all: what refers to it cannot be judged. */
  whole: boolean;
}

/** Reads all files as one roster. `today` is the day in the organization's time zone. */
export function readRoster(
  files: readonly { name: string; text: string }[],
  today: string,
  faults: RosterFaults,
): ReadRoster {
  const entries: RosterEntry[] = [];
  let [lines, whole] = [0, true];
  for (const file of files) {
    const csv = readCsv(file, faults);
    const header = readHeader(csv, faults);
    lines += csv.count;
    whole &&= csv.whole && header.known.has('record');
    if (!header.known.has('record')) continue;
    const reported = new Set<ColumnName>();
    for (const line of csv.lines) {
      const entry = readLine(csv, line, header, today, reported, faults);
      if (entry) entries.push(entry);
      else whole = false;
    }
  }
  return { entries, lines, whole };
}

interface Header {
  /** By position. */
  names: (ColumnName | null)[];
  known: ReadonlySet<ColumnName>;
}

function readHeader(csv: CsvFile, faults: RosterFaults): Header {
  const known = new Set<ColumnName>();
  const names = csv.header.map((field) => {
    const name = fold(field.value).replace(/[\s-]+/g, '_');
    if (name === '') return null;
    if (!isColumn(name)) {
      const close = nearest(name, columnNames, (column) => column);
      const hint = close ? `Did you mean ${close}?` : `The columns are: ${columnNames.join(', ')}.`;
      faults.add({ ...field, columnName: field.value }, `There is no column “${field.value}”`, hint);
      return null;
    }
    if (known.has(name)) {
      faults.add({ ...field, columnName: name }, `The column ${name} stands here twice`, 'Keep one of them.');
      return null;
    }
    known.add(name);
    return name;
  });
  const first = csv.header[0];
  if (first && !known.has('record'))
    faults.add(
      { ...first, column: null, columnName: null, value: '' },
      'The column record is missing',
      `It says what each line is: ${recordKinds.join(', ')}.`,
    );
  return { names, known };
}

function readLine(
  csv: CsvFile,
  line: CsvLine,
  header: Header,
  today: string,
  reported: Set<ColumnName>,
  faults: RosterFaults,
): RosterEntry | undefined {
  const at: Place = { file: csv.name, line: line.line, column: null, columnName: null, character: 1 };
  if (line.fields.length < csv.header.length) {
    const message = `This line has ${line.fields.length} fields, the header has ${csv.header.length} columns`;
    faults.add(at, message, 'A separator is missing: an empty field needs one too.');
    return undefined;
  }
  const fields = new Map<ColumnName, Field>();
  line.fields.forEach((field, index) => {
    const name = header.names[index];
    if (name) fields.set(name, { ...field, columnName: name });
    else if (field.value !== '' && index >= csv.header.length)
      faults.add(
        field,
        'There are more fields here than columns',
        'Put quotes around a field that holds a separator.',
      );
    else if (field.value !== '' && csv.header[index]?.value === '')
      faults.add(field, 'This column has no name', 'Name it in the first line, or empty it.');
  });

  const field = fields.get('record') ?? { ...at, value: '' };
  const kind = recordKinds.find((one) => one === fold(field.value));
  if (!kind) {
    const close = nearest(field.value, recordKinds, (one) => one);
    const hint = close ? `Did you mean ${close}?` : `Write one of: ${recordKinds.join(', ')}.`;
    faults.add(
      field,
      field.value === '' ? 'This line does not say what it is' : `“${field.value}” is no kind of line`,
      hint,
    );
    return undefined;
  }
  for (const column of columnNames) {
    if (useOf(column, kind) !== 'required' || header.known.has(column) || reported.has(column)) continue;
    reported.add(column);
    const place = { ...at, line: csv.header[0]?.line ?? 1 };
    faults.add(place, `The column ${column} is missing`, `Every ${kind} line needs it.`);
  }
  const reader = new LineReader(fields, at, kind, faults);
  reader.refuseForeign();
  return entryOf(kind, reader, at, today);
}

function entryOf(kind: RecordKind, read: LineReader, at: Place, today: string): RosterEntry {
  const name = (column: ColumnName) => read.text(column, 60);
  const handle = (column: ColumnName) => {
    const text = read.text(column, 60);
    return { ...text, value: text.value.toLowerCase() };
  };
  const level = (column: ColumnName) => read.choice(column, levelOfCare.options, 'a level of care');
  const aYearOn = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  const began = (column: ColumnName) =>
    read.dayUntil(column, aYearOn, 'An intake is brought in at most a year ahead. Is the year right?');
  switch (kind) {
    case 'programme':
      return {
        kind,
        at,
        name: name('name'),
        level: level('level'),
        weeklyHours: read.band('weekly_hours'),
        plannedWeeks: read.number('planned_weeks', 1, 156),
        endsAtCompletion: read.optional('ends_at_completion', (column) =>
          read.choices(column, groupType.options, 'a type of group'),
        ),
        alumniGroup: read.optional('alumni_group', name),
      };
    case 'staff': {
      const email = read.email('email');
      return {
        kind,
        at,
        legalName: read.text('legal_name', 80),
        email,
        handle: read.optional('handle', handle) ?? { ...email, value: email.value.split('@')[0] ?? '' },
        role: read.choice('role', staffRole.options, 'a staff role'),
        credentialExpiresOn: read.optional('credential_expires', (column) => read.day(column)),
      };
    }
    case 'group':
      return {
        kind,
        at,
        name: name('name'),
        type: read.choice('group_type', groupType.options, 'a type of group'),
        membership: read.choice('membership', membershipKind.options, 'a kind of membership'),
        capacity: read.optional('capacity', (column) => read.number(column, 2, 15)),
        programme: read.optional('programme', name),
        leaders: read.requiredList('leaders'),
      };
    case 'client':
      return {
        kind,
        at,
        legalName: read.text('legal_name', 80),
        displayName: read.text('display_name', 40),
        email: read.email('email'),
        programme: name('programme'),
        level: read.optional('level', level),
        counselor: handle('counselor'),
        groups: read.list('groups'),
        startedOn: began('episode_start'),
      };
    case 'alumnus':
      return {
        kind,
        at,
        legalName: read.text('legal_name', 80),
        displayName: read.text('display_name', 40),
        email: read.email('email'),
        programme: read.optional('programme', name),
        counselor: read.optional('counselor', handle),
        groups: read.list('groups'),
        startedOn: read.optional('episode_start', began),
        since: read.dayUntil('alumni_since', today, 'Bring the person in once they are an alumnus.'),
        contactUntil: read.optional('contact_until', (column) => read.day(column)),
      };
  }
}
