import { type DischargeReason, HomegroupError } from '@homegroup/protocol';

/** Only counselors and clinical supervisors with an open account are on a care team. @throws conflict */
export function requireTreats(staff: { staffRole: string | null; disabled: boolean }): void {
  const clinical = staff.staffRole === 'counselor' || staff.staffRole === 'clinical_supervisor';
  if (!clinical || staff.disabled)
    throw new HomegroupError(
      'conflict',
      'A care team is made of counselors and clinical supervisors with an open account.',
    );
}

/** A supervisor decides about anybody's treatment, a counselor about whoever they treat. @throws not_allowed */
export function requireTreatsClient(
  actor: { personId: string; role: string },
  careTeamIds: readonly string[],
): void {
  if (actor.role === 'clinical_supervisor') return;
  if (actor.role === 'counselor' && careTeamIds.includes(actor.personId)) return;
  throw new HomegroupError('not_allowed', 'Only the care team or a clinical supervisor can do this.');
}

/** Administrators bring in any staff, a supervisor counselors; both bring in clients. @throws not_allowed */
export function requireMayAdd(actor: { role: string }, added: { kind: string; staffRole?: string }): void {
  if (actor.role === 'programme_admin') return;
  if (actor.role === 'clinical_supervisor' && (added.kind === 'client' || added.staffRole === 'counselor'))
    return;
  throw new HomegroupError('not_allowed', 'A programme administrator gives this role.');
}

/** Graduated means completed, nothing else. */
export const graduates = (reason: DischargeReason): boolean => reason === 'completed';

export interface Seat {
  groupType: string;
}

/** After completing, the programme says which kinds of groups end; after anything else every seat does. */
export function endsAtDischarge(
  seat: Seat,
  reason: DischargeReason,
  endsAtCompletion: readonly string[],
): boolean {
  return !graduates(reason) || endsAtCompletion.includes(seat.groupType);
}

/** A contact exists for its two sides alone. @throws not_found */
export function requirePartOf(
  actor: { personId: string },
  contact: { alumnusId: string; staffId: string },
): 'staff' | 'alumnus' {
  if (contact.staffId === actor.personId) return 'staff';
  if (contact.alumnusId === actor.personId) return 'alumnus';
  throw new HomegroupError('not_found', 'There is no such agreement.');
}

const mostDays = 366;
const dayLength = 86_400_000;

/** From tomorrow to a year from today; longer needs a new agreement. @throws invalid_input */
export function requireContactEnd(endsOn: string, today: string): void {
  const days = (Date.parse(endsOn) - Date.parse(today)) / dayLength;
  if (days >= 1 && days <= mostDays) return;
  const message = 'Choose a day from tomorrow to one year from today.';
  throw new HomegroupError('invalid_input', message, { faults: [{ path: 'endsOn', message }] });
}
