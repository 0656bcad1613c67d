import { z } from 'zod';
import { personCard } from './people.js';
import { day, id, instant, line, prose, reason } from './primitives.js';

export const groupType = z.enum(['process', 'psychoeducational', 'skills', 'support', 'family', 'alumni']);
export type GroupType = z.infer<typeof groupType>;
/** Fixed: people begin together, nobody joins once it has started. Revolving: people come and go. */
export const membershipKind = z.enum(['fixed', 'revolving']);
export const membershipStatus = z.enum(['invited', 'agreement_pending', 'active', 'suspended', 'ended']);
export type MembershipStatus = z.infer<typeof membershipStatus>;

export const agreementText = prose(8000);
export const agreementView = z.strictObject({
  version: z.int().min(1),
  text: z.string(),
  publishedAt: instant,
  accepted: z.boolean(),
});
export type AgreementView = z.infer<typeof agreementView>;

export const groupView = z.strictObject({
  id,
  name: z.string(),
  type: groupType,
  membershipKind,
  programmeId: id.nullable(),
  programme: z.string().nullable(),
  /** Seats for members; leaders do not take one. */
  capacity: z.int(),
  /** Seats taken: memberships that are active, suspended or waiting for the agreement. */
  taken: z.int(),
  startedOn: day.nullable(),
  leaders: z.array(personCard),
  conversationId: id,
  agreementVersion: z.int(),
});
export type GroupView = z.infer<typeof groupView>;

export const groupMemberView = z.strictObject({
  membershipId: id,
  person: personCard,
  /** Only for the care team and those who answer for it. */
  legalName: z.string().nullable(),
  status: membershipStatus,
  since: instant.nullable(),
  agreementVersion: z.int().nullable(),
});
export const groupDetail = groupView.extend({
  members: z.array(groupMemberView),
  agreement: agreementView,
});
export type GroupDetail = z.infer<typeof groupDetail>;

export const createGroup = z.strictObject({
  name: line(60),
  type: groupType,
  membershipKind,
  programmeId: id.nullable().default(null),
  capacity: z.int().min(2).max(15).default(12),
  leaderIds: z.array(id).min(1).max(2),
  agreement: agreementText.optional(),
});
export type CreateGroup = z.input<typeof createGroup>;

/** Those who lead from now on, all of them. */
export const changeLeaders = z.strictObject({ leaderIds: z.array(id).min(1).max(2) });

export const inviteMember = z.strictObject({
  personId: id,
  /** A leader may bring somebody into a fixed group that has started, with a reason. */
  overrideReason: reason.optional(),
});
export const endMembership = z.strictObject({ reason });
export const acceptAgreement = z.strictObject({ version: z.int().min(1) });
export const publishAgreement = z.strictObject({ text: agreementText });
export const membershipResult = z.strictObject({
  membershipId: id,
  status: membershipStatus,
  conversationId: id,
});
