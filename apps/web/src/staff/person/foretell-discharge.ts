import type { DischargeReason, PersonDetail, ProgrammeView } from '@homegroup/protocol';
import { isOver, openEpisode } from './rights-over.js';

export interface Foretold {
  /** Groups in which the seat or the invitation ends. */
  ends: string[];
  /** Groups in which the seat stays. */
  stays: string[];
  /** Names of staff whose continuing contact ends. */
  contactsEnd: string[];
  /** Continuing contacts that stay, and whether both sides have agreed. */
  contactsStay: { staffName: string; agreed: boolean }[];
}

/** What a discharge would do to this person's places, by the programme's policy. */
export function foretell(
  person: PersonDetail,
  programmes: readonly ProgrammeView[],
  reason: DischargeReason,
  today: string,
): Foretold {
  const programmeId = openEpisode(person)?.programmeId;
  const policy = programmes.find(({ id }) => id === programmeId)?.endsAtCompletion ?? [];
  const completed = reason === 'completed';
  const places = person.memberships.filter(({ status }) => status !== 'ended');
  const ends = places.filter(({ groupType }) => !completed || policy.includes(groupType));
  const names = (list: typeof places) => list.map(({ groupName }) => groupName);
  const contacts = person.continuingContacts.filter((contact) => !isOver(contact, today));
  return {
    ends: names(ends),
    stays: names(places.filter((place) => !ends.includes(place))),
    contactsEnd: completed ? [] : contacts.map(({ staffName }) => staffName),
    contactsStay: completed
      ? contacts.map(({ staffName, agreedByStaff, agreedByAlumnus }) => ({
          staffName,
          agreed: agreedByStaff && agreedByAlumnus,
        }))
      : [],
  };
}
