import { around, filledColumns, onlyLines, readCsvSheet, recordAt } from './csv-lines.js';

const file = [
  '\uFEFFrecord;legal_name;email',
  'client;"Arkwright; Tamsin";t@example.org',
  'client;"Two\nlines";x@example.org',
  '',
  'client;"He said ""yes""";y@example.org',
  'staff;Renata;r@example.org',
].join('\r\n');

describe('readCsvSheet', () => {
  it('takes the delimiter of the header, quotes off, and counts lines as an editor does', () => {
    const sheet = readCsvSheet(file);
    expect(sheet.header?.fields).toEqual(['record', 'legal_name', 'email']);
    expect(sheet.records.map(({ line, lastLine, fields }) => [line, lastLine, fields[1]])).toEqual([
      [2, 2, 'Arkwright; Tamsin'],
      [3, 4, 'Two\nlines'],
      [6, 6, 'He said "yes"'],
      [7, 7, 'Renata'],
    ]);
  });

  it('shows a file whose quote is never closed, line by line', () => {
    const sheet = readCsvSheet('a,b\n"open,1\nnext,2\n');
    expect(sheet.records.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('shows nothing of an empty file', () => {
    expect(readCsvSheet('')).toMatchObject({ header: null, records: [] });
  });
});

describe('the file around a line', () => {
  const sheet = readCsvSheet(
    `n,empty,x\n${Array.from({ length: 20 }, (_, at) => `${at + 2},,v`).join('\n')}`,
  );

  it('begins three lines before and ends six after', () => {
    expect(around(sheet, 10).map(({ line }) => line)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(around(sheet, 2)[0]?.line).toBe(2);
    expect(around(sheet, 99).at(-1)?.line).toBe(21);
  });

  it('leaves out columns in which the line has nothing, except the one that is meant', () => {
    const shown = around(sheet, 10);
    expect(filledColumns(shown, recordAt(sheet, 10), null)).toEqual([0, 2]);
    expect(filledColumns(shown, recordAt(sheet, 10), 1)).toEqual([0, 1, 2]);
    expect(filledColumns(shown, null, null)).toEqual([0, 2]);
  });

  it('finds the record of a line within it', () => {
    expect(recordAt(readCsvSheet(file), 4)?.fields[1]).toBe('Two\nlines');
    expect(recordAt(readCsvSheet(file), 1)).toBeNull();
  });
});

it('writes only the faulty lines, with the header, as they stood', () => {
  expect(onlyLines(readCsvSheet(file), [4, 7])).toBe(
    '\uFEFFrecord;legal_name;email\r\nclient;"Two\nlines";x@example.org\r\nstaff;Renata;r@example.org\r\n',
  );
});
