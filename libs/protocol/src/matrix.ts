import type { OperationName } from './operations.js';
import type { Audience } from './roles.js';
import type { ClientEventName } from './socket-events.js';

const everybody = [
  'anonymous',
  'client',
  'alumnus',
  'former',
  'counselor',
  'clinical_supervisor',
  'programme_admin',
  'privacy_officer',
  'system_operator',
] as const;
const signedIn = [
  'client',
  'alumnus',
  'former',
  'counselor',
  'clinical_supervisor',
  'programme_admin',
  'privacy_officer',
  'system_operator',
] as const;
/**
 * Those who stand in conversations. An admin's, officer's or operator's role alone reads no message. Whoever has
 * finished treatment may have kept a seat before, or without, becoming an alumnus: where they have one, they speak.
 */
const inConversations = ['client', 'alumnus', 'former', 'counselor', 'clinical_supervisor'] as const;
const clinical = ['counselor', 'clinical_supervisor'] as const;
const steering = ['counselor', 'clinical_supervisor', 'programme_admin'] as const;
const administration = ['clinical_supervisor', 'programme_admin'] as const;

/**
 * Which role may try which operation, over both transports. This is the first gate; each use case then decides
 * about the object at hand. An operation that is missing here does not compile, and fails the tests.
 */
export const matrix: { readonly [K in OperationName | ClientEventName]: readonly Audience[] } = {
  'organization.show': everybody,
  'health.live': everybody,
  'health.ready': everybody,
  'session.signIn': everybody,
  'session.refresh': everybody,
  'session.signOut': everybody,
  'session.list': signedIn,
  'session.end': signedIn,
  'invitation.inspect': everybody,
  'invitation.accept': everybody,
  'me.show': signedIn,
  'me.changePassword': signedIn,
  'me.notices': signedIn,
  'me.seeNotice': signedIn,
  'me.answerAlumniInvitation': ['client', 'alumnus', 'former'],
  'me.continuingContacts': inConversations,
  'conversations.list': inConversations,
  'conversations.show': inConversations,
  'conversations.history': inConversations,
  'direct.contacts': inConversations,
  'direct.open': inConversations,
  'groups.list': steering,
  'groups.show': steering,
  'groups.create': administration,
  'groups.changeLeaders': administration,
  'groups.start': steering,
  'groups.invite': steering,
  'groups.endMembership': steering,
  'groups.reinstate': steering,
  'groups.join': ['client', 'alumnus'],
  'groups.leave': ['client', 'alumnus', 'former'],
  'groups.acceptAgreement': inConversations,
  'groups.publishAgreement': steering,
  'moderation.remove': clinical,
  'moderation.mute': clinical,
  'moderation.unmute': clinical,
  'moderation.eject': clinical,
  'moderation.lock': clinical,
  'moderation.unlock': clinical,
  'moderation.report': inConversations,
  'moderation.reports': clinical,
  'moderation.closeReport': clinical,
  'people.list': steering,
  'people.show': steering,
  'people.add': administration,
  'people.invite': steering,
  'people.disable': administration,
  'people.enable': administration,
  'people.changeRole': ['programme_admin'],
  'people.renewCredential': administration,
  'care.changeTeam': administration,
  'care.readmit': administration,
  'care.discharge': clinical,
  'care.inviteToAlumni': clinical,
  'care.offerContact': clinical,
  'care.agreeContact': inConversations,
  'care.endContact': inConversations,
  'programmes.list': steering,
  'roster.check': ['programme_admin'],
  'roster.import': ['programme_admin'],
  'audit.list': ['privacy_officer', 'clinical_supervisor'],
  'audit.verify': ['privacy_officer', 'system_operator'],

  'conversation:subscribe': inConversations,
  'conversation:unsubscribe': inConversations,
  'conversation:read': inConversations,
  'message:send': inConversations,
  'message:edit': inConversations,
  'message:remove': inConversations,
  'reaction:set': inConversations,
  'typing:set': inConversations,
  'presence:enter': inConversations,
  'presence:leave': inConversations,
  'presence:ask': inConversations,
};

export const mayCall = (audience: Audience, operation: OperationName | ClientEventName): boolean =>
  matrix[operation].includes(audience);
