import type { RosterReport } from '@homegroup/protocol';

const parts = ['programmes', 'groups', 'staff', 'clients', 'alumni', 'memberships'] as const;

/** A roster's report for people. A fault begins with `file:line:character`, which editors open on a click. */
export function printReport(
  report: RosterReport,
  how: { dryRun: boolean; say: (line: string) => void },
): void {
  const { say } = how;
  for (const fault of report.faults) {
    const column =
      fault.column === null
        ? ''
        : ` column ${fault.column}${fault.columnName ? ` (${fault.columnName})` : ''}:`;
    say(
      `${fault.file}:${fault.line}:${fault.character}:${column} ${fault.message}${fault.hint ? `. ${fault.hint}` : ''}`,
    );
  }
  if (report.faults.length > 0) return;
  const list = (counts: RosterReport['added']) =>
    parts.flatMap((part) => (counts[part] > 0 ? [`${counts[part]} ${part}`] : [])).join(', ') || 'nothing';
  const verb = how.dryRun ? 'Would bring in' : 'Brought in';
  say(`${report.lines} lines read. ${verb}: ${list(report.added)}. Known already: ${list(report.known)}.`);
}
