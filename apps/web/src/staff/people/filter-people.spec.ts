import type { PersonSummary } from '@homegroup/protocol';
import { everybody, filterPeople, isFiltered } from './filter-people.js';

const person = (change: Partial<PersonSummary>): PersonSummary => ({
  id: 'p',
  legalName: 'Esmé Falk',
  displayName: 'Wren',
  email: 'e.falk@example.org',
  role: 'client',
  account: 'active',
  programme: 'Evening IOP',
  primaryCounselor: 'Renata Oyelaran',
  groups: ['Thursday Process'],
  ...change,
});
const people = [
  person({}),
  person({
    legalName: 'Daniel Fisk',
    displayName: 'Daniel Fisk',
    email: 'd.fisk@example.org',
    role: 'counselor',
    programme: null,
    primaryCounselor: null,
    groups: [],
  }),
  person({ legalName: 'Noor Castellan', email: 'noor@example.org', account: 'not_invited', role: 'alumnus' }),
];
const names = (filter: Partial<typeof everybody>) =>
  filterPeople(people, { ...everybody, ...filter }).map(({ legalName }) => legalName);

describe('filterPeople', () => {
  it('finds by any part of what the list shows, without accents and case, all words at once', () => {
    expect(names({ words: 'ESME' })).toEqual(['Esmé Falk']);
    expect(names({ words: 'thursday noor' })).toEqual(['Noor Castellan']);
    expect(names({ words: 'nobody like this' })).toEqual([]);
  });

  it('keeps one role, all staff, or one state of account', () => {
    expect(names({ role: 'staff' })).toEqual(['Daniel Fisk']);
    expect(names({ role: 'client' })).toEqual(['Esmé Falk']);
    expect(names({ account: 'not_invited' })).toEqual(['Noor Castellan']);
  });

  it('knows whether it keeps anybody out', () => {
    expect(isFiltered({ ...everybody, words: '  ' })).toBe(false);
    expect(isFiltered({ ...everybody, role: 'staff' })).toBe(true);
  });
});
