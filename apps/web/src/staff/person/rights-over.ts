import { type GroupView, isStaffRole, mayCall, type PersonDetail, type Role } from '@homegroup/protocol';

type Asking = { id: string; role: Role };

/** What this member of staff may do with this person, so that no button is offered which the server would refuse. */
export interface Rights {
  invite: boolean;
  disable: boolean;
  enable: boolean;
  changeRole: boolean;
  inviteIntoGroup: boolean;
  discharge: boolean;
  inviteToAlumni: boolean;
  offerContact: boolean;
  changeTeam: boolean;
  readmit: boolean;
  renewCredential: boolean;
}

const reservedForAdmin: readonly Role[] = ['programme_admin', 'privacy_officer', 'system_operator'];

export const openEpisode = (person: PersonDetail) =>
  person.episodes.find(({ status }) => status === 'active' || status === 'onhold') ?? null;

export const isOver = (contact: { endedAt: string | null; endsOn: string }, today: string): boolean =>
  contact.endedAt !== null || contact.endsOn < today;

/** Nobody decides over their own account, a counselor over no colleague, a supervisor over no administrator. */
function overAccount(me: Asking, person: PersonDetail): boolean {
  if (me.id === person.id) return false;
  if (me.role === 'counselor') return !isStaffRole(person.role) && treats(me, person);
  return me.role !== 'clinical_supervisor' || !reservedForAdmin.includes(person.role);
}

/** A finished episode shows no care team any more: then the server decides. */
const treats = (me: Asking, person: PersonDetail): boolean =>
  person.careTeam.length === 0 || person.careTeam.some(({ personId }) => personId === me.id);

export function rightsOver(me: Asking, person: PersonDetail, today: string): Rights {
  const staff = isStaffRole(person.role);
  const closed = person.account === 'disabled';
  const over = overAccount(me, person);
  const known = person.alumni?.status;
  const clinical = mayCall(me.role, 'care.discharge');
  return {
    invite: over && !closed && mayCall(me.role, 'people.invite'),
    disable: over && !closed && mayCall(me.role, 'people.disable'),
    enable: over && closed && mayCall(me.role, 'people.enable'),
    changeRole: over && staff && mayCall(me.role, 'people.changeRole'),
    inviteIntoGroup:
      !closed && (person.role === 'client' || person.role === 'alumnus') && mayCall(me.role, 'groups.invite'),
    discharge:
      clinical && openEpisode(person) !== null && (me.role === 'clinical_supervisor' || treats(me, person)),
    inviteToAlumni:
      mayCall(me.role, 'care.inviteToAlumni') &&
      person.role === 'former' &&
      !closed &&
      known !== 'invited' &&
      known !== 'active' &&
      person.episodes.some(({ status }) => status === 'finished'),
    offerContact:
      mayCall(me.role, 'care.offerContact') &&
      !closed &&
      (person.role === 'client' || person.role === 'alumnus') &&
      !person.continuingContacts.some((contact) => contact.staffId === me.id && !isOver(contact, today)),
    changeTeam: mayCall(me.role, 'care.changeTeam') && openEpisode(person) !== null,
    readmit:
      mayCall(me.role, 'care.readmit') &&
      !staff &&
      !closed &&
      person.episodes.length > 0 &&
      person.episodes.every(({ status }) => status === 'finished' || status === 'cancelled'),
    renewCredential: over && staff && !closed && mayCall(me.role, 'people.renewCredential'),
  };
}

type Led = Pick<GroupView, 'leaders'> | undefined;
export const leads = (me: Asking, group: Led): boolean =>
  group?.leaders.some(({ id }) => id === me.id) ?? false;

/** Ending, starting, publishing: those who lead the group, and those who oversee all. */
export const steers = (me: Asking, group: Led): boolean =>
  me.role === 'clinical_supervisor' || me.role === 'programme_admin' || leads(me, group);

/** Bringing back whoever was taken out is a clinical decision. */
export const reinstates = (me: Asking, group: Led): boolean =>
  me.role === 'clinical_supervisor' || leads(me, group);
