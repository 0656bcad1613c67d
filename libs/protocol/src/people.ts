import { z } from 'zod';
import { day, email, id, instant, line, personName, reason } from './primitives.js';
import { role, staffRole } from './roles.js';

/** How one person appears to another. Peers get the display name, never the legal one; staff their real name and role. */
export const personCard = z.strictObject({
  id,
  name: z.string(),
  role,
  /** Whether the account is still open. */
  active: z.boolean(),
});
export type PersonCard = z.infer<typeof personCard>;

export const me = z.strictObject({
  id,
  name: z.string(),
  legalName: z.string(),
  displayName: z.string(),
  email: z.string(),
  role,
  organization: z.strictObject({ id, name: z.string(), timeZone: z.string() }),
  /** Present when a graduate has an invitation to the alumni circle that waits for an answer. */
  alumniInvitation: z.strictObject({ invitedAt: instant, groupName: z.string().nullable() }).nullable(),
  /** When the present or last alumni membership began. */
  alumnusSince: instant.nullable(),
  graduatedOn: day.nullable(),
});
export type Me = z.infer<typeof me>;

export const episodeStatus = z.enum(['planned', 'waitlist', 'active', 'onhold', 'finished', 'cancelled']);
export const dischargeReason = z.enum([
  'completed',
  'transferred',
  'dropped_out',
  'terminated',
  'incarcerated',
  'death',
  'other',
]);
export type DischargeReason = z.infer<typeof dischargeReason>;
export const alumniStatus = z.enum(['invited', 'active', 'paused', 'ended', 'declined']);
export const levelOfCare = z.enum(['1.0', '1.5', '1.7', '2.1', '2.5', '2.7', '3.1', '3.5', '3.7', '4.0']);
export const accountState = z.enum(['not_invited', 'invited', 'active', 'disabled']);

export const personSummary = z.strictObject({
  id,
  legalName: z.string(),
  displayName: z.string(),
  email: z.string(),
  role,
  account: accountState,
  programme: z.string().nullable(),
  primaryCounselor: z.string().nullable(),
  groups: z.array(z.string()),
});
export type PersonSummary = z.infer<typeof personSummary>;

export const episodeView = z.strictObject({
  id,
  programmeId: id,
  programme: z.string(),
  levelOfCare,
  status: episodeStatus,
  startedOn: day.nullable(),
  finishedAt: instant.nullable(),
  dischargeReason: dischargeReason.nullable(),
});
export type EpisodeView = z.infer<typeof episodeView>;

export const careTeamMemberView = z.strictObject({
  personId: id,
  name: z.string(),
  role: z.string(),
  primary: z.boolean(),
  since: day,
});

export const continuingContactView = z.strictObject({
  id,
  alumnusId: id,
  staffId: id,
  staffName: z.string(),
  alumnusName: z.string(),
  agreedByStaff: z.boolean(),
  agreedByAlumnus: z.boolean(),
  endsOn: day,
  endedAt: instant.nullable(),
});
export type ContinuingContactView = z.infer<typeof continuingContactView>;

export const historyKind = z.enum([
  'disabled',
  'enabled',
  'role_changed',
  'membership_ended',
  /** Into a group that had started. */
  'brought_in',
  'alumni_invited',
  'team_changed',
  'readmitted',
]);
export type HistoryKind = z.infer<typeof historyKind>;

export const personDetail = personSummary.extend({
  credentialExpiresOn: day.nullable(),
  episodes: z.array(episodeView),
  careTeam: z.array(careTeamMemberView),
  alumni: z
    .strictObject({ status: alumniStatus, invitedAt: instant, activeSince: instant.nullable() })
    .nullable(),
  continuingContacts: z.array(continuingContactView),
  memberships: z.array(
    z.strictObject({
      groupId: id,
      groupName: z.string(),
      /** A `GroupType`; the programme's policy at completion goes by it. */
      groupType: z.string(),
      status: z.enum(['invited', 'agreement_pending', 'active', 'suspended', 'ended']),
      from: instant.nullable(),
      to: instant.nullable(),
    }),
  ),
  invitation: z.strictObject({ expiresAt: instant, createdAt: instant }).nullable(),
  /** What staff did and why, in their words, the newest first; empty for one's own account. */
  history: z.array(
    z.strictObject({ kind: historyKind, reason: z.string(), byName: z.string().nullable(), at: instant }),
  ),
});
export type PersonDetail = z.infer<typeof personDetail>;

export const addStaff = z.strictObject({
  kind: z.literal('staff'),
  legalName: personName,
  email,
  staffRole,
  credentialExpiresOn: day.nullable().default(null),
});
export const addClient = z.strictObject({
  kind: z.literal('client'),
  legalName: personName,
  displayName: line(40),
  email,
  programmeId: id,
  primaryCounselorId: id,
  startedOn: day,
});
export const addPerson = z.discriminatedUnion('kind', [addStaff, addClient]);
export type AddPerson = z.infer<typeof addPerson>;

/** The whole team of the open episode as it shall be; who is not named leaves it, and their time on it stays on record. */
export const changeTeam = z.strictObject({
  primaryCounselorId: id,
  team: z
    .array(z.strictObject({ personId: id, role: line(40) }))
    .max(8)
    .default([]),
  reason,
});
/** A new episode of care for somebody whose last one is over. */
export const readmit = z.strictObject({ programmeId: id, primaryCounselorId: id, startedOn: day, reason });
/** The last day on which a credential holds; not before today. */
export const renewCredential = z.strictObject({ expiresOn: day });

export const changeRole = z.strictObject({ staffRole, reason });
export const disablePerson = z.strictObject({ reason });

/** A link shown once to the member of staff who made it. `url` carries the token in its fragment, which no server logs. */
export const invitationLink = z.strictObject({ url: z.string(), expiresAt: instant });
export type InvitationLink = z.infer<typeof invitationLink>;

export const discharge = z.strictObject({
  reason: dischargeReason,
  /** Words from the team to the person, shown on the graduation screen. */
  note: line(500).nullable().default(null),
  /** For `completed`: invite to the programme's alumni group. */
  inviteToAlumni: z.boolean().default(true),
});
export const dischargeResult = z.strictObject({
  episode: episodeView,
  endedGroups: z.array(z.string()),
  keptGroups: z.array(z.string()),
  alumniInvited: z.boolean(),
});
export type DischargeResult = z.infer<typeof dischargeResult>;

export const answerAlumniInvitation = z.strictObject({ answer: z.enum(['accept', 'decline']) });
export const inviteToAlumni = z.strictObject({ reason });
export const offerContinuingContact = z.strictObject({ alumnusId: id, endsOn: day });

export const programmeView = z.strictObject({
  id,
  name: z.string(),
  levelOfCare,
  weeklyHours: z.strictObject({ from: z.number(), to: z.number() }),
  plannedWeeks: z.int(),
  /** Group types whose memberships end when a person completes. */
  endsAtCompletion: z.array(z.string()),
  alumniGroupId: id.nullable(),
  activeClients: z.int(),
});
export type ProgrammeView = z.infer<typeof programmeView>;
