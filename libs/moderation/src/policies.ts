import type { Actor } from '@homegroup/identity';
import { HomegroupError } from '@homegroup/protocol';

type Asking = Pick<Actor, 'personId' | 'role'>;

const noSuchRoom = () => new HomegroupError('not_found', 'There is no such conversation.');

/** The actor's present standing in the room; null for somebody who is not a member of it now. */
export interface Standing {
  moderator: boolean;
  gated: boolean;
}

/**
 * A room is moderated by its moderators, and by every clinical supervisor of the organization. For other staff it is
 * as good as nonexistent, and direct conversations have no moderator. @throws not_found, not_allowed, agreement_required
 */
export function requireModerator(actor: Asking, room: { kind: string }, standing: Standing | null): void {
  if (room.kind !== 'room') throw noSuchRoom();
  if (actor.role === 'clinical_supervisor') return;
  if (actor.role !== 'counselor' || !standing) throw noSuchRoom();
  if (!standing.moderator)
    throw new HomegroupError('not_allowed', 'Only a moderator of this room can do this.');
  if (standing.gated)
    throw new HomegroupError('agreement_required', 'Read and accept the group agreement first.');
}

/** Nobody moderates themselves. @throws not_allowed */
export function requireNotOneself(actor: Asking, personId: string): void {
  if (personId === actor.personId)
    throw new HomegroupError('not_allowed', 'Nobody moderates themselves: ask a colleague.');
}

/** Staff are muted and ejected by a clinical supervisor, never by an equal. @throws not_allowed */
export function requireMayRestrict(
  actor: Asking,
  target: { personId: string; staffRole: string | null },
): void {
  requireNotOneself(actor, target.personId);
  if (target.staffRole === null) return;
  if (actor.role === 'clinical_supervisor' && target.staffRole !== 'clinical_supervisor') return;
  throw new HomegroupError(
    'not_allowed',
    'A member of staff can only be restricted by a clinical supervisor.',
  );
}

const longest = 30 * 86_400_000;

/** From now on and at most thirty days. @throws invalid_input */
export function requireMuteEnd(until: Date, now: Date): void {
  const length = until.getTime() - now.getTime();
  if (length > 0 && length <= longest) return;
  const message = 'Choose a time from now to thirty days from now.';
  throw new HomegroupError('invalid_input', message, { faults: [{ path: 'until', message }] });
}

/** A report belongs to the room's moderators and to supervisors, but never to whoever it is about. @throws not_found */
export function requireMayClose(
  actor: Asking,
  report: { kind: string; authorId: string | null; seq: number },
  place: { moderator: boolean; beginnings: readonly number[] } | null,
): void {
  if (report.authorId !== actor.personId) {
    if (actor.role === 'clinical_supervisor') return;
    const since = place?.beginnings.at(-1);
    if (report.kind === 'room' && place?.moderator && since !== undefined && since <= report.seq) return;
  }
  throw new HomegroupError('not_found', 'There is no such report.');
}
