import type { DatabaseClock } from '@homegroup/database';
import { type Appended, HomegroupError } from '@homegroup/protocol';

/** What became of one input, as `append_entry` says it; times in ISO 8601. */
export interface OutcomeRow {
  /** Which of the inputs, counted from one. */
  idx: number;
  outcome: string;
  seq: number | null;
  id: string | null;
  at: string | null;
  membership_version: number | null;
  /** When the mute ends, with `muted`. */
  until?: string | null;
}

/** What the statement's column says. */
export const outcomesOf = (answers: ReadonlyArray<string | null>): OutcomeRow[] =>
  answers.map((answer) => JSON.parse(answer ?? 'null') as OutcomeRow);

const refusals: Record<string, () => HomegroupError> = {
  conflict: () =>
    new HomegroupError(
      'conflict',
      'Something else was already sent under this identifier. Nothing was changed.',
    ),
  not_found: () => new HomegroupError('not_found', 'There is no such conversation.'),
  target_not_found: () => new HomegroupError('not_found', 'There is no such message.'),
  target_removed: () => new HomegroupError('not_found', 'This message was removed.'),
  mention_not_found: () =>
    new HomegroupError('invalid_input', 'Somebody you mention is not in this conversation.', {
      faults: [{ path: 'mentions', message: 'Not in this conversation.' }],
    }),
  membership_ended: () =>
    new HomegroupError('membership_ended', 'You can no longer write here. What you wrote is not sent.'),
  agreement_required: () =>
    new HomegroupError('agreement_required', 'Read and accept the group agreement first. Nothing was sent.'),
  room_locked: () =>
    new HomegroupError(
      'room_locked',
      'The room is locked: nobody but the counselors can write. Nothing was sent.',
    ),
  not_allowed: () => new HomegroupError('not_allowed', 'Only your own message can be changed.'),
  edit_window_over: () =>
    new HomegroupError('edit_window_over', 'The time in which this message could be changed is over.'),
};

/** The receipt, or the refusal of one input. Until when a mute lasts goes by the database's clock, whatever this machine's shows. */
export function receiptOf(row: OutcomeRow, clock: DatabaseClock): Appended | HomegroupError {
  if (row.seq !== null && row.id !== null && row.at !== null)
    return { seq: row.seq, id: row.id, at: new Date(row.at).toISOString() };
  if (row.outcome === 'muted' && row.until)
    return new HomegroupError('muted', 'You are muted here for now. Nothing was sent.', {
      retryAfter: Math.max(1, Math.ceil((Date.parse(row.until) - clock.now()) / 1000)),
    });
  return (
    refusals[row.outcome]?.() ??
    new HomegroupError('internal', 'Something went wrong here. Try again in a moment.')
  );
}
