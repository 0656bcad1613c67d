import type { Violation } from './checker/history.js';
import type { Outcome } from './run-chaos.js';

const mostShown = 12;

/** The outcome for people: one line a figure, then what was broken, if anything was. */
export function report({
  options,
  counts,
  faults,
  lone,
  caughtUp,
  left,
  violations,
  missing,
}: Outcome): string {
  const rows: Array<[string, string | number]> = [
    ['seed of the faults / of the workload', `${options.seed} / ${options.workSeed}`],
    ['seconds of workload', options.seconds],
    ['messages acknowledged', counts.acknowledged],
    ['appends acknowledged, with edits and reactions', counts.appended],
    ['retried', counts.retried],
    ['resumed / snapshots', `${counts.resumed} / ${counts.snapshots}`],
    ['connections / of them cut', `${counts.connections} / ${counts.cuts}`],
    ['removals, leavings, ejections acknowledged', counts.removals],
    ['log-outs and disabled accounts', counts.sessionsEnded],
    ['mutes', counts.mutes],
    ['absences longer than a lease', counts.absences],
    ['entries received', counts.received],
    ...Object.entries(faults).map(([kind, times]): [string, number] => [`fault: ${kind}`, times]),
    ['lone message with Redis down', lone === null ? 'not delivered in time' : `${lone} ms`],
    ['caught up after healing', left ? `not in time: ${left}` : `${caughtUp} ms`],
    ['violations', violations.length],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...byInvariant(violations),
    ...violations.slice(0, mostShown).map(({ invariant, what }) => `  ${invariant}: ${what}`),
    ...missing.map((what) => `This run proves nothing: there was not ${what}.`),
  ].join('\n');
}

export function byInvariant(violations: readonly Violation[]): string[] {
  const counts = new Map<string, number>();
  for (const { invariant } of violations) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  return [...counts].map(([invariant, times]) => `${invariant} broken ${times} times`);
}
