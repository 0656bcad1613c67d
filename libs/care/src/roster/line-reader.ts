import { email as emailSchema, line as lineSchema } from '@homegroup/protocol';
import { readDay } from './read-day.js';
import { type ColumnName, type RecordKind, useOf } from './roster-columns.js';
import type { Read } from './roster-entries.js';
import { type Field, nearest, type Place, type RosterFaults } from './roster-faults.js';

const controls = /\p{Cc}/u;

/** Reads the fields of one line, each by its kind, and collects what is wrong with them. */
export class LineReader {
  constructor(
    private readonly fields: ReadonlyMap<ColumnName, Field>,
    private readonly at: Place,
    private readonly kind: RecordKind,
    private readonly faults: RosterFaults,
  ) {}

  /** One line of visible text. A required column that the whole file lacks was a fault of its header. */
  text(column: ColumnName, most: number): Read<string> {
    const field = this.fields.get(column);
    if (!field) return { value: '', field: { ...this.at, value: '' }, sound: false };
    if (field.value === '') {
      this.faults.add(field, `${column} is empty`, `Every ${this.kind} line needs it.`);
      return { value: '', field, sound: false };
    }
    if (field.value.includes('\uFFFD'))
      return this.unsound(field, '', '', 'The text is damaged', 'Save the file as UTF-8.');
    if (controls.test(field.value.replace(/[\n\t]/g, '')))
      return this.unsound(
        field,
        '',
        '',
        'There are characters here that cannot be seen',
        'Type the field anew.',
      );
    if (/[\n\t]/.test(field.value))
      return this.unsound(field, '', '', 'This field has a line break or a tab', 'Keep it on one line.');
    const parsed = lineSchema(most).safeParse(field.value);
    if (parsed.success) return { value: parsed.data, field, sound: true };
    if (Array.from(field.value).length > most)
      return this.unsound(field, '', '', `This is longer than ${most} characters`, null);
    return this.unsound(field, '', '', 'There is nothing to be seen here', 'Type the field anew.');
  }

  /** Null when the field is empty or the file has no such column. */
  optional<T>(column: ColumnName, read: (column: ColumnName) => Read<T>): Read<T> | null {
    return (this.fields.get(column)?.value ?? '') === '' ? null : read(column);
  }

  email(column: ColumnName): Read<string> {
    const text = this.text(column, 254);
    if (!text.sound) return text;
    const parsed = emailSchema.safeParse(text.value);
    if (parsed.success) return { ...text, value: parsed.data };
    return this.unsound(
      text.field,
      text.value,
      text.value,
      'is not an e-mail address',
      'Write it as name@example.org.',
    );
  }

  day(column: ColumnName): Read<string> {
    const text = this.text(column, 40);
    if (!text.sound) return text;
    const read = readDay(text.value);
    if ('day' in read) return { ...text, value: read.day };
    return this.unsound(text.field, text.value, '', read.message, read.hint);
  }

  /** A day that is not after `latest`. */
  dayUntil(column: ColumnName, latest: string, hint: string): Read<string> {
    const day = this.day(column);
    if (!day.sound || day.value <= latest) return day;
    return this.unsound(day.field, day.value, '', `${day.value} is too far ahead`, hint);
  }

  number(column: ColumnName, least: number, most: number): Read<number> {
    const text = this.text(column, 40);
    if (!text.sound) return { ...text, value: least };
    const value = /^\d{1,6}$/.test(text.value) ? Number(text.value) : Number.NaN;
    if (value >= least && value <= most) return { ...text, value };
    return this.unsound(
      text.field,
      least,
      text.value,
      `is not a whole number from ${least} to ${most}`,
      null,
    );
  }

  /** A band of hours a week: `9-20`, or one number. */
  band(column: ColumnName): Read<{ from: number; to: number }> {
    const text = this.text(column, 40);
    const nothing = { from: 0, to: 0 };
    if (!text.sound) return { ...text, value: nothing };
    const match = /^(\d{1,3}(?:\.\d)?)(?:\s*[-–]\s*(\d{1,3}(?:\.\d)?))?$/.exec(text.value);
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (match && from > 0 && from <= to && to <= 168) return { ...text, value: { from, to } };
    const turned = /\d{4}-|\d[./]\d|[a-z]{3}/i.test(text.value);
    return this.unsound(
      text.field,
      nothing,
      text.value,
      'is not a number of hours a week',
      turned
        ? 'Write it as 9-20. A spreadsheet may have turned it into a date: format the column as text.'
        : 'Write it as 9-20, at most 168.',
    );
  }

  /** One of a few words; case, spaces, hyphens and underscores do not matter. */
  choice<T extends string>(column: ColumnName, options: readonly T[], what: string): Read<T> {
    const text = this.text(column, 60);
    if (!text.sound) return { ...text, value: options[0] as T };
    return this.oneOf(text, options, what);
  }

  /** Several of a few words, separated by `|`. */
  choices<T extends string>(column: ColumnName, options: readonly T[], what: string): Read<T[]> {
    const parts = this.list(column);
    const read = parts.map((part) => this.oneOf(part, options, what));
    const field = this.fields.get(column) ?? { ...this.at, value: '' };
    return { value: read.map((one) => one.value), field, sound: read.every((one) => one.sound) };
  }

  /** What stands between the bars of a field, each with the place where it begins. Nothing twice. */
  list(column: ColumnName): Read<string>[] {
    const field = this.fields.get(column);
    if (!field || field.value === '') return [];
    const whole = this.text(column, 600);
    if (!whole.sound) return [];
    const parts = whole.value.split('|').map((part) => part.trim());
    if (parts.includes(''))
      this.faults.add(field, `There is nothing between two bars in ${column}`, 'Separate names by one |.');
    const repeated = parts.find((part, index) => part !== '' && parts.indexOf(part) !== index);
    if (repeated) this.faults.add(field, `“${repeated}” stands here twice`, 'Name it once.');
    return [...new Set(parts)].filter((part) => part !== '').map((value) => ({ value, field, sound: true }));
  }

  requiredList(column: ColumnName): Read<string>[] {
    const parts = this.list(column);
    if (parts.length === 0 && (this.fields.get(column)?.value ?? '') === '') this.text(column, 600);
    return parts;
  }

  private oneOf<T extends string>(text: Read<string>, options: readonly T[], what: string): Read<T> {
    const plain = (word: string) => word.toLowerCase().replace(/[\s_-]+/g, '_');
    const found = options.find((option) => plain(option) === plain(text.value));
    if (found) return { ...text, value: found };
    const close = nearest(plain(text.value), options, (option) => option);
    const hint = close ? `Did you mean ${close}?` : `Write one of: ${options.join(', ')}.`;
    this.faults.add({ ...text.field, value: text.value }, `“${text.value}” is not ${what}`, hint);
    return { value: options[0] as T, field: text.field, sound: false };
  }

  private unsound<T>(field: Field, standIn: T, shown: string, message: string, hint: string | null): Read<T> {
    const whole = shown === '' || message.startsWith(shown) ? message : `“${shown}” ${message}`;
    this.faults.add(field, whole, hint);
    return { value: standIn, field, sound: false };
  }

  /** Faults for what is filled in and says nothing about such a record. */
  refuseForeign(): void {
    for (const [column, field] of this.fields)
      if (field.value !== '' && useOf(column, this.kind) === undefined)
        this.faults.add(field, `A ${this.kind} has no ${column}`, 'Leave this field empty.');
  }
}
