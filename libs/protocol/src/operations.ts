import { z } from 'zod';
import { auditPage, auditVerdict } from './audit.js';
import { conversationDetail, conversationSummary, directContact, notice, page } from './conversations.js';
import {
  acceptAgreement,
  changeLeaders,
  createGroup,
  endMembership,
  groupDetail,
  groupView,
  inviteMember,
  membershipResult,
  publishAgreement,
} from './groups.js';
import * as moderation from './moderation.js';
import {
  addPerson,
  answerAlumniInvitation,
  changeRole,
  changeTeam,
  continuingContactView,
  disablePerson,
  discharge,
  dischargeResult,
  invitationLink,
  inviteToAlumni,
  me,
  offerContinuingContact,
  personDetail,
  personSummary,
  programmeView,
  readmit,
  renewCredential,
} from './people.js';
import { id, seq } from './primitives.js';
import { rosterInput, rosterReport } from './roster.js';
import * as sessions from './sessions.js';

type Schema = z.ZodType;
/** One REST operation: the only place where its path and shapes stand. Who may call it stands in matrix.ts. */
export interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  /** Express style, below `/api`. */
  path: string;
  summary: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  response: Schema;
  /** HTTP status of success; 200 unless told. */
  status?: 200 | 201 | 204;
}

const nothing = z.strictObject({});
const one = z.strictObject({ id });
const inPage = z.strictObject({
  before: z.coerce.number().pipe(seq).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const operations = {
  'organization.show': {
    method: 'GET',
    path: '/organization',
    summary: 'The name and the crisis lines, for everybody.',
    response: sessions.organizationView,
  },
  'health.live': {
    method: 'GET',
    path: '/health/live',
    summary: 'The process answers.',
    response: z.strictObject({ status: z.literal('ok') }),
  },
  'health.ready': {
    method: 'GET',
    path: '/health/ready',
    summary: 'The database answers; 503 otherwise.',
    response: z.strictObject({ status: z.literal('ok'), redis: z.enum(['up', 'down', 'unused']) }),
  },

  'session.signIn': {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with e-mail and password.',
    body: sessions.signIn,
    response: sessions.sessionView,
  },
  'session.refresh': {
    method: 'POST',
    path: '/session/refresh',
    summary: 'Rotate the refresh cookie, get a new access token.',
    response: sessions.sessionView,
  },
  'session.signOut': {
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out this device and close its sockets.',
    response: nothing,
  },
  'session.list': {
    method: 'GET',
    path: '/session/devices',
    summary: 'Where I am signed in.',
    response: z.array(sessions.signedInDevice),
  },
  'session.end': {
    method: 'DELETE',
    path: '/session/devices/:id',
    summary: 'Sign out another of my devices.',
    params: one,
    response: nothing,
  },
  'invitation.inspect': {
    method: 'POST',
    path: '/invitation/inspect',
    summary: 'What a link is for, without using it.',
    body: sessions.invitationToken,
    response: sessions.invitationInfo,
  },
  'invitation.accept': {
    method: 'POST',
    path: '/invitation/accept',
    summary: 'Use a link once: set the password, sign in.',
    body: sessions.acceptInvitation,
    response: sessions.sessionView,
  },

  'me.show': { method: 'GET', path: '/me', summary: 'Who I am here.', response: me },
  'me.changePassword': {
    method: 'POST',
    path: '/me/password',
    summary: 'Change the password; every other device is signed out.',
    body: sessions.changePassword,
    response: nothing,
  },
  'me.notices': {
    method: 'GET',
    path: '/me/notices',
    summary: 'What a moderator or my team told me.',
    response: z.array(notice),
  },
  'me.seeNotice': {
    method: 'POST',
    path: '/me/notices/:id/seen',
    summary: 'I have read it.',
    params: one,
    response: nothing,
  },
  'me.answerAlumniInvitation': {
    method: 'POST',
    path: '/me/alumni-invitation',
    summary: 'Accept or decline the alumni circle.',
    body: answerAlumniInvitation,
    response: me,
  },
  'me.continuingContacts': {
    method: 'GET',
    path: '/me/continuing-contacts',
    summary: 'Agreements to stay in contact that I am part of.',
    response: z.array(continuingContactView),
  },

  'conversations.list': {
    method: 'GET',
    path: '/conversations',
    summary: 'My rooms and direct conversations.',
    response: z.array(conversationSummary),
  },
  'conversations.show': {
    method: 'GET',
    path: '/conversations/:id',
    summary: 'One conversation with its people and agreement.',
    params: one,
    response: conversationDetail,
  },
  'conversations.history': {
    method: 'GET',
    path: '/conversations/:id/history',
    summary: 'A stretch of the conversation within my own intervals.',
    params: one,
    query: inPage,
    response: page,
  },
  'direct.contacts': {
    method: 'GET',
    path: '/direct/contacts',
    summary: 'Whom I may write to.',
    response: z.array(directContact),
  },
  'direct.open': {
    method: 'POST',
    path: '/direct',
    summary: 'Open the direct conversation with a person, once per pair.',
    body: z.strictObject({ personId: id }),
    response: conversationDetail,
  },

  'groups.list': {
    method: 'GET',
    path: '/groups',
    summary: 'Groups, for staff.',
    response: z.array(groupView),
  },
  'groups.show': {
    method: 'GET',
    path: '/groups/:id',
    summary: 'One group with its members.',
    params: one,
    response: groupDetail,
  },
  'groups.create': {
    method: 'POST',
    path: '/groups',
    summary: 'Create a group and its room.',
    body: createGroup,
    response: groupDetail,
    status: 201,
  },
  'groups.start': {
    method: 'POST',
    path: '/groups/:id/start',
    summary: 'Start the group; a fixed one takes nobody afterwards.',
    params: one,
    response: groupView,
  },
  'groups.changeLeaders': {
    method: 'POST',
    path: '/groups/:id/leaders',
    summary: 'Say who leads the group; the rights in its room follow at once.',
    params: one,
    body: changeLeaders,
    response: groupDetail,
  },
  'groups.invite': {
    method: 'POST',
    path: '/groups/:id/members',
    summary: 'Invite a person into the group.',
    params: one,
    body: inviteMember,
    response: membershipResult,
    status: 201,
  },
  'groups.endMembership': {
    method: 'POST',
    path: '/groups/:id/members/:personId/end',
    summary: 'End a membership.',
    params: z.strictObject({ id, personId: id }),
    body: endMembership,
    response: membershipResult,
  },
  'groups.reinstate': {
    method: 'POST',
    path: '/groups/:id/members/:personId/reinstate',
    summary: 'Bring back a suspended member.',
    params: z.strictObject({ id, personId: id }),
    body: endMembership,
    response: membershipResult,
  },
  'groups.join': {
    method: 'POST',
    path: '/groups/:id/join',
    summary: 'Take the seat I was invited to; atomic against the capacity.',
    params: one,
    response: membershipResult,
  },
  'groups.leave': {
    method: 'POST',
    path: '/groups/:id/leave',
    summary: 'Leave the group.',
    params: one,
    response: membershipResult,
  },
  'groups.acceptAgreement': {
    method: 'POST',
    path: '/groups/:id/agreement/accept',
    summary: 'Accept the current agreement.',
    params: one,
    body: acceptAgreement,
    response: membershipResult,
  },
  'groups.publishAgreement': {
    method: 'POST',
    path: '/groups/:id/agreement',
    summary: 'Publish a new agreement; everybody is asked again.',
    params: one,
    body: publishAgreement,
    response: groupDetail,
  },

  'moderation.remove': {
    method: 'POST',
    path: '/conversations/:id/removals',
    summary: 'Remove a message; a tombstone stays.',
    params: one,
    body: moderation.removeByModerator,
    response: nothing,
  },
  'moderation.mute': {
    method: 'POST',
    path: '/conversations/:id/mutes',
    summary: 'Mute a member until a time.',
    params: one,
    body: moderation.mute,
    response: nothing,
  },
  'moderation.unmute': {
    method: 'POST',
    path: '/conversations/:id/mutes/lift',
    summary: 'Lift a mute.',
    params: one,
    body: moderation.unmute,
    response: nothing,
  },
  'moderation.eject': {
    method: 'POST',
    path: '/conversations/:id/ejections',
    summary: 'Take a member out of the room; the membership is suspended.',
    params: one,
    body: moderation.eject,
    response: nothing,
  },
  'moderation.lock': {
    method: 'POST',
    path: '/conversations/:id/lock',
    summary: 'Nobody but moderators writes.',
    params: one,
    body: moderation.lock,
    response: nothing,
  },
  'moderation.unlock': {
    method: 'POST',
    path: '/conversations/:id/unlock',
    summary: 'Everybody may write again.',
    params: one,
    body: moderation.lock,
    response: nothing,
  },
  'moderation.report': {
    method: 'POST',
    path: '/conversations/:id/reports',
    summary: 'Report a message to the counselors.',
    params: one,
    body: moderation.report,
    response: nothing,
    status: 201,
  },
  'moderation.reports': {
    method: 'GET',
    path: '/reports',
    summary: 'Reports from the rooms I moderate or supervise.',
    response: z.array(moderation.reportView),
  },
  'moderation.closeReport': {
    method: 'POST',
    path: '/reports/:id/close',
    summary: 'Close a report with an outcome.',
    params: one,
    body: moderation.closeReport,
    response: nothing,
  },

  'people.list': {
    method: 'GET',
    path: '/people',
    summary: 'People: a counselor sees their own, supervisors and admins everybody.',
    response: z.array(personSummary),
  },
  'people.show': {
    method: 'GET',
    path: '/people/:id',
    summary: 'One person.',
    params: one,
    response: personDetail,
  },
  'people.add': {
    method: 'POST',
    path: '/people',
    summary: 'Add a member of staff or a client.',
    body: addPerson,
    response: personDetail,
    status: 201,
  },
  'people.invite': {
    method: 'POST',
    path: '/people/:id/invitation',
    summary: 'Make a single-use link; an earlier one stops working.',
    params: one,
    response: invitationLink,
    status: 201,
  },
  'people.disable': {
    method: 'POST',
    path: '/people/:id/disable',
    summary: 'Close the account and every open connection.',
    params: one,
    body: disablePerson,
    response: personDetail,
  },
  'people.enable': {
    method: 'POST',
    path: '/people/:id/enable',
    summary: 'Open the account again.',
    params: one,
    body: disablePerson,
    response: personDetail,
  },
  'people.changeRole': {
    method: 'POST',
    path: '/people/:id/role',
    summary: 'Change a staff role, on open connections too.',
    params: one,
    body: changeRole,
    response: personDetail,
  },
  'people.renewCredential': {
    method: 'POST',
    path: '/people/:id/credential',
    summary: 'Enter the new last day of a credential.',
    params: one,
    body: renewCredential,
    response: personDetail,
  },
  'care.changeTeam': {
    method: 'POST',
    path: '/people/:id/care-team',
    summary: 'Hand over the primary counselor, or change the care team; direct conversations follow.',
    params: one,
    body: changeTeam,
    response: personDetail,
  },
  'care.readmit': {
    method: 'POST',
    path: '/people/:id/readmission',
    summary: 'Open a new episode of care; an alumni membership pauses.',
    params: one,
    body: readmit,
    response: personDetail,
    status: 201,
  },
  'care.discharge': {
    method: 'POST',
    path: '/people/:id/discharge',
    summary: 'Finish the active episode; "completed" graduates.',
    params: one,
    body: discharge,
    response: dischargeResult,
  },
  'care.inviteToAlumni': {
    method: 'POST',
    path: '/people/:id/alumni-invitation',
    summary: 'Invite a person who did not complete.',
    params: one,
    body: inviteToAlumni,
    response: personDetail,
  },
  'care.offerContact': {
    method: 'POST',
    path: '/continuing-contacts',
    summary: 'Offer to stay reachable after graduation.',
    body: offerContinuingContact,
    response: continuingContactView,
    status: 201,
  },
  'care.agreeContact': {
    method: 'POST',
    path: '/continuing-contacts/:id/agree',
    summary: 'Agree to continuing contact.',
    params: one,
    response: continuingContactView,
  },
  'care.endContact': {
    method: 'POST',
    path: '/continuing-contacts/:id/end',
    summary: 'End continuing contact; either side may.',
    params: one,
    response: continuingContactView,
  },
  'programmes.list': {
    method: 'GET',
    path: '/programmes',
    summary: 'Programmes.',
    response: z.array(programmeView),
  },

  'roster.check': {
    method: 'POST',
    path: '/roster/check',
    summary: 'Read a roster and say what it would change; writes nothing.',
    body: rosterInput,
    response: rosterReport,
  },
  'roster.import': {
    method: 'POST',
    path: '/roster/import',
    summary: 'Bring in a roster, all of it or nothing.',
    body: rosterInput,
    response: rosterReport,
  },

  'audit.list': {
    method: 'GET',
    path: '/audit',
    summary: 'The audit trail, newest first.',
    query: z.strictObject({
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: auditPage,
  },
  'audit.verify': {
    method: 'POST',
    path: '/audit/verify',
    summary: 'Check the hash chain.',
    response: auditVerdict,
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;

type Input<K, T> = T extends { [P in K & string]: infer S extends z.ZodType }
  ? { [P in K & string]: z.input<S> }
  : unknown;
type IsNever<T> = [keyof T] extends [never] ? true : false;
/** What a caller passes: `params`, `query` and `body` as the operation has them. */
export type OperationInput<N extends OperationName> = Input<'params', Operations[N]> &
  Input<'query', Operations[N]> &
  Input<'body', Operations[N]>;
export type OperationArgs<N extends OperationName> =
  IsNever<OperationInput<N>> extends true ? [] : [input: OperationInput<N>];
/** What the server hands to a handler after validation. */
type Parsed<K, T> = T extends { [P in K & string]: infer S extends z.ZodType }
  ? { [P in K & string]: z.output<S> }
  : unknown;
export type OperationParsed<N extends OperationName> = Parsed<'params', Operations[N]> &
  Parsed<'query', Operations[N]> &
  Parsed<'body', Operations[N]>;
export type OperationResult<N extends OperationName> = z.output<Operations[N]['response']>;
