import type { Actor } from '@homegroup/identity';
import { type GroupType, HomegroupError } from '@homegroup/protocol';

const notFound = () => new HomegroupError('not_found', 'There is no such group.');

/** Who answers for every group of the organization, leading it or not. */
const oversees = (actor: Actor) => actor.role === 'clinical_supervisor' || actor.role === 'programme_admin';

/** A group exists for those who lead it and for those who oversee all; a counselor learns of no other. */
export function requireSight(actor: Actor, leaderIds: readonly string[]): void {
  if (oversees(actor)) return;
  if (actor.role === 'counselor' && leaderIds.includes(actor.personId)) return;
  throw notFound();
}

/** Starting, inviting, ending, publishing the agreement. */
export function requireSteering(actor: Actor, leaderIds: readonly string[]): void {
  requireSight(actor, leaderIds);
}

/** Bringing back who was ejected is a clinical decision: leaders and supervisors, never an administrator alone. */
export function requireClinicalSteering(actor: Actor, leaderIds: readonly string[]): void {
  requireSight(actor, leaderIds);
  if (actor.role === 'clinical_supervisor' || leaderIds.includes(actor.personId)) return;
  throw new HomegroupError('not_allowed', 'Only a leader of the group or a clinical supervisor can do this.');
}

export interface Leader {
  staffRole: string | null;
  disabled: boolean;
  credentialExpiresOn: string | null;
}

/** A credential holds through its last day. @throws credential_expired, conflict */
export function requireMayLead(leader: Leader, today: string): void {
  const clinical = leader.staffRole === 'counselor' || leader.staffRole === 'clinical_supervisor';
  if (!clinical || leader.disabled)
    throw new HomegroupError(
      'conflict',
      'Only counselors and clinical supervisors with an open account lead groups.',
    );
  if (leader.credentialExpiresOn !== null && leader.credentialExpiresOn < today)
    throw new HomegroupError('credential_expired', 'This credential has expired: renew it first.');
}

export interface Candidate {
  staffRole: string | null;
  disabled: boolean;
  /** Has an active episode of care. */
  client: boolean;
  /** Has an active alumni membership. */
  alumnus: boolean;
}

/** Who may hold a seat in which kind of group. Everything that is not named is refused. @throws conflict */
export function requireEligible(type: GroupType, candidate: Candidate): void {
  const refuse = (why: string) => new HomegroupError('conflict', why);
  if (candidate.disabled) throw refuse('This account is closed.');
  if (candidate.staffRole !== null) throw refuse('Staff lead groups; they are not members of one.');
  switch (type) {
    case 'process':
    case 'psychoeducational':
    case 'skills':
      if (candidate.client) return;
      throw refuse('This group is for people in treatment.');
    case 'support':
      if (candidate.client || candidate.alumnus) return;
      throw refuse('This group is for people in treatment and for alumni.');
    case 'alumni':
      if (candidate.alumnus) return;
      throw refuse('This group is for alumni.');
    default:
      throw refuse('Nobody can be brought into a group of this kind yet.');
  }
}

/**
 * A fixed group that has started takes nobody, unless one of its own leaders gives a reason.
 * @returns whether the rule was overridden.
 */
export function requireOpenForNewcomers(
  group: { membershipKind: string; started: boolean },
  override: { byLeader: boolean; reason: string | undefined },
): boolean {
  if (group.membershipKind !== 'fixed' || !group.started) return false;
  if (override.byLeader && override.reason !== undefined) return true;
  throw new HomegroupError(
    'group_started',
    'This group has started and takes nobody new, unless one of its leaders says why.',
  );
}
