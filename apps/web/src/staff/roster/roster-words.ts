import type { RosterFault, RosterReport } from '@homegroup/protocol';

export type RosterCounts = RosterReport['added'];

const numbers = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** "Three" of 3, "27" of 27: at the start of a sentence. */
export const spelled = (count: number): string => numbers[count] ?? String(count);

/** "one group", "5 groups". */
export const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

export const people = (counts: RosterCounts): number => counts.staff + counts.clients + counts.alumni;

export const total = (counts: RosterCounts): number =>
  counts.programmes + counts.groups + counts.memberships + people(counts);

/** How many lines have faults; one line may have several. Faults of different files are different lines. */
export const faultyLines = (faults: readonly RosterFault[]): number =>
  new Set(faults.map(({ file, line }) => `${line} ${file}`)).size;

/** "Three lines need a correction." */
export function needWords(faults: readonly RosterFault[]): string {
  const lines = faultyLines(faults);
  return lines === 1 ? 'One line needs a correction.' : `${spelled(lines)} lines need a correction.`;
}

/** What of the rest can be said: the other lines wait for the correction as well. */
export function restWords(report: RosterReport): string {
  const others = report.lines - faultyLines(report.faults.filter(({ line }) => line > 1));
  if (others <= 0) return 'Correct the file and upload it again. Nobody is added twice.';
  const ready = others === 1 ? 'The other line is' : `The other ${others} are`;
  return `${ready} ready. Correct the file and upload it again. Nobody is added twice.`;
}

/** "2 new programmes, 1 known". */
export function newAndKnown(added: number, known: number, one: string, many: string): string | null {
  if (added === 0 && known === 0) return null;
  if (known === 0) return counted(added, `new ${one}`, `new ${many}`);
  if (added === 0) return `${counted(known, one, many)}, known already`;
  return `${counted(added, `new ${one}`, `new ${many}`)}, ${known} known already`;
}

/** "staff 4, clients 30, alumni 6", of those above none. */
export function peopleParts({ staff, clients, alumni }: RosterCounts): string {
  return [
    staff > 0 && `${staff} staff`,
    clients > 0 && counted(clients, 'client', 'clients'),
    alumni > 0 && `${alumni} alumni`,
  ]
    .filter(Boolean)
    .join(', ');
}
