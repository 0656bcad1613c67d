import { z } from 'zod';
import { id, instant, prose, reason, seq } from './primitives.js';

/** What a tombstone says to everybody. It stands unsealed in the log, and so is chosen, never written. */
export const tombstoneReasons = [
  'names a person outside the group',
  'shares contact details',
  'describes using in detail',
  'unkind to somebody here',
  'not for this group',
] as const;
export type TombstoneReason = (typeof tombstoneReasons)[number];
const wordsForPerson = prose(1000);

export const removeByModerator = z.strictObject({
  seq,
  /** Shown on the tombstone. */
  reason: z.enum(tombstoneReasons),
  text: wordsForPerson,
});
export const mute = z.strictObject({ personId: id, until: instant, reason, text: wordsForPerson });
export const unmute = z.strictObject({ personId: id, reason });
export const eject = z.strictObject({ personId: id, reason, text: wordsForPerson });
export const lock = z.strictObject({ reason });

export const reportReason = z.enum([
  'worried_about_someone',
  'breaks_the_agreement',
  'unkind',
  'something_else',
]);
export const report = z.strictObject({
  seq,
  reason: reportReason,
  words: prose(1000).nullable().default(null),
});
export const reportView = z.strictObject({
  id,
  conversationId: id,
  conversationTitle: z.string(),
  seq,
  reason: reportReason,
  /** The reporter's own words. Their name is not part of a report. */
  words: z.string().nullable(),
  /** What was reported, as it was when reported. */
  evidence: z.string().nullable(),
  authorName: z.string(),
  authorId: id,
  at: instant,
  closedAt: instant.nullable(),
  outcome: z.string().nullable(),
});
export type ReportView = z.infer<typeof reportView>;
export const closeReport = z.strictObject({ outcome: reason });
