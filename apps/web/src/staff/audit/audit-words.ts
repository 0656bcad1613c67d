import type { AuditEntry } from '@homegroup/protocol';

export type Outcome = AuditEntry['outcome'];

const actions: Record<string, string> = {
  'audit.list': 'Read the audit trail',
  'audit.verify': 'Checked the audit trail',
  'care.agreeContact': 'Agreed to continuing contact',
  'care.changeTeam': 'Changed a care team',
  'care.contactExpired': 'Continuing contact ran out',
  'care.discharge': 'Ended an episode of care',
  'care.endContact': 'Ended continuing contact',
  'care.enrol': 'Opened an episode of care',
  'care.inviteToAlumni': 'Invited to the alumni circle',
  'care.offerContact': 'Offered continuing contact',
  'care.readmit': 'Took into treatment again',
  'care.recordAlumnus': 'Recorded an alumnus',
  'conversation:subscribe': 'Opened a conversation live',
  'conversations.history': 'Read a conversation',
  'conversations.show': 'Opened a conversation',
  'direct.open': 'Opened a direct conversation',
  'groups.acceptAgreement': 'Accepted an agreement',
  'groups.addMembership': 'Gave a seat in a group',
  'groups.create': 'Created a group',
  'groups.endMembership': 'Ended a seat in a group',
  'groups.invite': 'Invited into a group',
  'groups.join': 'Took a seat in a group',
  'groups.lead': 'Became leader of a group',
  'groups.leave': 'Left a group',
  'groups.list': 'Read the list of groups',
  'groups.publishAgreement': 'Published an agreement',
  'groups.reinstate': 'Brought a member back',
  'groups.show': 'Read a group',
  'groups.start': 'Started a group',
  'groups.unlead': 'Stopped leading a group',
  'invitation.accept': 'Used an invitation link',
  'me.answerAlumniInvitation': 'Answered the alumni invitation',
  'me.changePassword': 'Changed the passphrase',
  'moderation.closeReport': 'Closed a report',
  'moderation.eject': 'Took a member out of a room',
  'moderation.lock': 'Closed a room for writing',
  'moderation.mute': 'Muted a member',
  'moderation.remove': 'Removed a message',
  'moderation.report': 'Reported a message',
  'moderation.reports': 'Read the reports',
  'moderation.unlock': 'Opened a room for writing',
  'moderation.unmute': 'Lifted a mute',
  'people.add': 'Added a person',
  'people.changeRole': 'Changed a role',
  'people.disable': 'Closed an account',
  'people.enable': 'Opened an account again',
  'people.invite': 'Made an invitation link',
  'people.list': 'Read the list of people',
  'people.openSampleAccounts': 'Opened the sample accounts',
  'people.renewCredential': 'Renewed a credential',
  'people.show': 'Read a person’s record',
  'roster.check': 'Checked a roster',
  'roster.import': 'Brought in a roster',
  'session.end': 'Signed out a device',
  'session.replaced': 'Signed out, as somebody else signed in at that browser',
  'session.reuse': 'Used a session that was over',
  'session.signIn': 'Signed in',
  'session.signOut': 'Signed out',
};

/** What was done, in words; the code itself where there are none. */
export const actionWords = (action: string): string => actions[action] ?? action;

export const outcomeWords: Record<Outcome, { label: string; tone: 'pine' | 'danger' | 'lamp' }> = {
  allowed: { label: 'Allowed', tone: 'pine' },
  denied: { label: 'Denied', tone: 'danger' },
  failed: { label: 'Failed', tone: 'lamp' },
};

/** "reason: transferred", of what a trail may hold: identifiers and codes. Identifiers are shortened. */
export function detailWords(detail: AuditEntry['detail']): string[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${spaced(name)}: ${short(value)}`);
}

const spaced = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

const short = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`;
  return shortId(text);
};

/** The first eight characters of an identifier; anything else as it is. */
export const shortId = (text: string): string =>
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? text.slice(0, 8) : text;
