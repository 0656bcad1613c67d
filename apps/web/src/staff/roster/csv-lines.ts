/** One record of a CSV file, for showing it. */
export interface CsvRecord {
  /** As an editor counts, from 1: where it begins and ends. */
  line: number;
  lastLine: number;
  fields: string[];
  /** As it stands in the file, without its line end. */
  raw: string;
}

export interface CsvSheet {
  delimiter: ',' | ';';
  header: CsvRecord | null;
  /** Records below the header; blank lines are left out. */
  records: CsvRecord[];
}

function delimiterOf(text: string): ',' | ';' {
  const first = (text.split('\n').find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  return first.split(';').length > first.split(',').length ? ';' : ',';
}

/** Splits at delimiters outside of quotes, and takes the quotes off. */
function fieldsOf(raw: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let index = 0; index < raw.length; index += 1) {
    const letter = raw[index];
    if (quoted && letter === '"' && raw[index + 1] === '"') {
      field += '"';
      index += 1;
    } else if (letter === '"' && (quoted || field.trim() === '')) quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...fields, field.trim()];
}

const quotesIn = (text: string): number => text.split('"').length - 1;

/**
 * Reads a file as an editor shows it, for the eye only: what is brought in, the server reads by itself. Never fails:
 * a quote that is never closed ends at its own line.
 */
export function readCsvSheet(file: string): CsvSheet {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = delimiterOf(text);
  const lines = text.split('\n');
  const all: CsvRecord[] = [];
  for (let index = 0; index < lines.length; ) {
    let raw = lines[index] ?? '';
    let last = index;
    if (quotesIn(raw) % 2 === 1) {
      let reach = index + 1;
      let longer = raw;
      while (reach < lines.length && quotesIn(longer) % 2 === 1) {
        longer += `\n${lines[reach] ?? ''}`;
        reach += 1;
      }
      if (quotesIn(longer) % 2 === 0) {
        raw = longer;
        last = reach - 1;
      }
    }
    const fields = fieldsOf(raw, delimiter);
    if (fields.some((field) => field !== '')) all.push({ line: index + 1, lastLine: last + 1, fields, raw });
    index = last + 1;
  }
  const [header = null, ...records] = all;
  return { delimiter, header, records };
}

/** The record that a line belongs to, or null for the header and for blank lines. */
export const recordAt = (sheet: CsvSheet, line: number): CsvRecord | null =>
  sheet.records.find((record) => record.line <= line && line <= record.lastLine) ?? null;

/** Up to three records before the line, and six after it. */
export function around(sheet: CsvSheet, line: number, before = 3, after = 6): CsvRecord[] {
  const at = sheet.records.findIndex((record) => record.lastLine >= line);
  const middle = at === -1 ? sheet.records.length - 1 : at;
  return sheet.records.slice(Math.max(0, middle - before), middle + after + 1);
}

/**
 * The columns, from 0, in which the record has something; without a record, one of those that are shown. `also` is
 * always among them. Lines of one roster are of several kinds, and each leaves most columns empty.
 */
export function filledColumns(
  shown: readonly CsvRecord[],
  record: CsvRecord | null,
  also: number | null,
): number[] {
  const meant = record ? [record] : shown;
  const most = Math.max(0, (also ?? -1) + 1, ...meant.map(({ fields }) => fields.length));
  return Array.from({ length: most }, (_, index) => index).filter(
    (index) => index === also || meant.some(({ fields }) => fields[index]),
  );
}

/** A file of the header and the records at these lines, to be corrected and uploaded; with a byte order mark for spreadsheets. */
export function onlyLines(sheet: CsvSheet, lines: readonly number[]): string {
  const records = sheet.records.filter((record) =>
    lines.some((line) => record.line <= line && line <= record.lastLine),
  );
  const rows = [...(sheet.header ? [sheet.header] : []), ...records].map(({ raw }) => raw);
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}
