import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { Field, Place, RosterFaults } from './roster-faults.js';

export interface CsvLine {
  /** Of the first field. */
  line: number;
  fields: Field[];
}

export interface CsvFile {
  name: string;
  header: Field[];
  lines: CsvLine[];
  /** How many lines the file has below its header that are not blank. */
  count: number;
  /** False when a stray quote kept the rest of the file from being read. */
  whole: boolean;
}

interface Parsed {
  record: string[];
  info: Info;
  raw: string;
}

/**
 * Reads one file as an editor shows it: quoted fields may hold line breaks, and every field knows where it begins.
 * The delimiter is the one that the header has more of. A quote in a wrong place ends the reading with a fault.
 */
export function readCsv(file: { name: string; text: string }, faults: RosterFaults): CsvFile {
  const text = file.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = delimiterOf(text);
  const parsed: Parsed[] = [];
  let broken: CsvError | undefined;
  try {
    parse(text, {
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      on_record: (one: unknown) => {
        parsed.push(one as Parsed);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    broken = error;
  }

  const read: CsvLine[] = [];
  let line = 1;
  let length = 0;
  for (const { record, raw } of parsed) {
    const places = placesIn(raw, delimiter);
    const fields = record.map((value, index) => ({
      file: file.name,
      line: line + (places[index]?.lineBreaks ?? 0),
      column: index + 1,
      columnName: null,
      character: places[index]?.character ?? 1,
      value: value.normalize('NFC').trim(),
    }));
    if (fields.some((field) => field.value !== '')) read.push({ line, fields });
    line += raw.split('\n').length - 1;
    length += raw.length;
  }
  if (broken) faults.add(placeOf(broken, text.slice(length), line, file.name, delimiter), ...explain(broken));

  const [header, ...lines] = read;
  if (!header && !broken)
    faults.add(
      { file: file.name, line: 1, column: null, columnName: null, character: 1 },
      'The file is empty',
      'The first line names the columns, every other line is a programme, a group or a person.',
    );
  return { name: file.name, header: header?.fields ?? [], lines, count: lines.length, whole: !broken };
}

function delimiterOf(text: string): ',' | ';' {
  const header = (text.split('\n').find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

/** Where each field of one record begins: line breaks before it within the record, and the character in its line. */
function placesIn(raw: string, delimiter: string): { lineBreaks: number; character: number }[] {
  const places = [{ lineBreaks: 0, character: 1 }];
  let lineBreaks = 0;
  let character = 0;
  let quoted = false;
  for (const letter of raw) {
    character += 1;
    if (letter === '"') quoted = !quoted;
    else if (letter === '\n') {
      lineBreaks += 1;
      character = 0;
    } else if (letter === delimiter && !quoted) places.push({ lineBreaks, character: character + 1 });
  }
  return places;
}

function placeOf(error: CsvError, rest: string, line: number, file: string, delimiter: string): Place {
  const column: unknown = error.column;
  const index = typeof column === 'number' ? column : 0;
  const place = placesIn(rest, delimiter)[index] ?? { lineBreaks: 0, character: 1 };
  return {
    file,
    line: line + place.lineBreaks,
    column: index + 1,
    columnName: null,
    character: place.character,
  };
}

function explain(error: CsvError): [message: string, hint: string] {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return [
      'A quote is opened here and never closed',
      'Close it with ". The lines after it could not be read.',
    ];
  return [
    'A quote stands in the middle of a field',
    'Put quotes around the whole field and write a quote within it twice: "". The lines after it could not be read.',
  ];
}
