import type { PersonSummary, Role } from '@homegroup/protocol';

export interface PeopleFilter {
  words: string;
  role: Role | 'all' | 'staff';
  account: PersonSummary['account'] | 'all';
}

export const everybody: PeopleFilter = { words: '', role: 'all', account: 'all' };

const staffRoles = [
  'counselor',
  'clinical_supervisor',
  'programme_admin',
  'privacy_officer',
  'system_operator',
];

/** Without accents and case, so that "Esme" finds "Esmé". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word must stand somewhere in the person's names, address, counselor, programme or groups. */
export function filterPeople(people: readonly PersonSummary[], filter: PeopleFilter): PersonSummary[] {
  const words = plain(filter.words).split(/\s+/u).filter(Boolean);
  return people.filter((person) => {
    if (
      filter.role === 'staff'
        ? !staffRoles.includes(person.role)
        : filter.role !== 'all' && person.role !== filter.role
    )
      return false;
    if (filter.account !== 'all' && person.account !== filter.account) return false;
    if (words.length === 0) return true;
    const text = plain(
      [
        person.legalName,
        person.displayName,
        person.email,
        person.programme ?? '',
        person.primaryCounselor ?? '',
        ...person.groups,
      ].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}

export const isFiltered = (filter: PeopleFilter): boolean =>
  filter.words.trim() !== '' || filter.role !== 'all' || filter.account !== 'all';
