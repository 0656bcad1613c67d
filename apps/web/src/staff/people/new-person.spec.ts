import { blankPerson, missingIn, toAddPerson } from './new-person.js';

const blank = blankPerson('2026-11-19');

describe('the form for a new person', () => {
  it('asks a client for everything that an episode of care begins with', () => {
    expect(Object.keys(missingIn(blank)).sort()).toEqual([
      'displayName',
      'email',
      'legalName',
      'primaryCounselorId',
      'programmeId',
    ]);
  });

  it('asks staff for a role, and for no programme', () => {
    expect(Object.keys(missingIn({ ...blank, kind: 'staff' })).sort()).toEqual([
      'email',
      'legalName',
      'staffRole',
    ]);
  });

  it('notices an address that cannot be one', () => {
    expect(missingIn({ ...blank, email: 'renata at example' }).email).toBe('Write it as name@example.org.');
    expect(missingIn({ ...blank, email: 'renata@example.org' }).email).toBeUndefined();
  });

  it('sends nothing of the other kind of form', () => {
    const staff = {
      ...blank,
      kind: 'staff',
      legalName: 'A B',
      email: 'a@b.org',
      staffRole: 'counselor',
    } as const;
    expect(toAddPerson({ ...staff, displayName: 'typed before' })).toEqual({
      kind: 'staff',
      legalName: 'A B',
      email: 'a@b.org',
      staffRole: 'counselor',
      credentialExpiresOn: null,
    });
  });
});
