import type { PersonDetail } from '@homegroup/protocol';
import { reinstates, rightsOver, steers } from './rights-over.js';

const today = '2026-11-19';
const supervisor = { id: 's', role: 'clinical_supervisor' } as const;
const admin = { id: 'a', role: 'programme_admin' } as const;
const counselor = { id: 'c', role: 'counselor' } as const;

const person = (change: Partial<PersonDetail> = {}): PersonDetail => ({
  id: 'p',
  legalName: 'Esme Falk',
  displayName: 'Wren',
  email: 'e@example.org',
  role: 'client',
  account: 'active',
  programme: 'Evening IOP',
  primaryCounselor: 'Renata',
  groups: [],
  credentialExpiresOn: null,
  episodes: [
    {
      id: 'e',
      programmeId: 'r',
      programme: 'Evening IOP',
      levelOfCare: '2.1',
      status: 'active',
      startedOn: '2026-09-01',
      finishedAt: null,
      dischargeReason: null,
    },
  ],
  careTeam: [{ personId: 'c', name: 'Renata', role: 'counselor', primary: true, since: '2026-09-01' }],
  alumni: null,
  continuingContacts: [],
  memberships: [],
  invitation: null,
  history: [],
  ...change,
});
const former = (change: Partial<PersonDetail> = {}) =>
  person({
    role: 'former',
    careTeam: [],
    episodes: [{ ...person().episodes[0]!, status: 'finished', dischargeReason: 'dropped_out' }],
    ...change,
  });

describe('rightsOver', () => {
  it('gives teams, readmissions and credentials to supervisors and admins', () => {
    const counselors = person({ role: 'counselor', episodes: [], careTeam: [] });
    for (const me of [supervisor, admin]) {
      expect(rightsOver(me, person(), today)).toMatchObject({ changeTeam: true, readmit: false });
      expect(rightsOver(me, former(), today)).toMatchObject({ changeTeam: false, readmit: true });
      expect(rightsOver(me, counselors, today)).toMatchObject({ renewCredential: true, readmit: false });
    }
    expect(rightsOver(counselor, person(), today)).toMatchObject({ changeTeam: false });
    expect(rightsOver(counselor, former(), today)).toMatchObject({ readmit: false });
    expect(rightsOver(supervisor, { ...counselors, id: 's' }, today)).toMatchObject({
      renewCredential: false,
    });
  });

  it('lets nobody decide over their own account', () => {
    const self = person({ id: 'a', role: 'programme_admin', episodes: [], careTeam: [] });
    expect(rightsOver(admin, self, today)).toMatchObject({
      invite: false,
      disable: false,
      changeRole: false,
    });
  });

  it('keeps a supervisor from administrators, and a counselor from colleagues', () => {
    const officer = person({ role: 'privacy_officer', episodes: [], careTeam: [] });
    expect(rightsOver(supervisor, officer, today)).toMatchObject({ invite: false, disable: false });
    expect(rightsOver(admin, officer, today)).toMatchObject({
      invite: true,
      disable: true,
      changeRole: true,
    });
    expect(rightsOver(counselor, person({ role: 'counselor' }), today).invite).toBe(false);
  });

  it('offers closing or opening, never both', () => {
    expect(rightsOver(admin, person(), today)).toMatchObject({ disable: true, enable: false });
    expect(rightsOver(admin, person({ account: 'disabled' }), today)).toMatchObject({
      disable: false,
      enable: true,
      invite: false,
      inviteIntoGroup: false,
    });
  });

  it('lets the care team and supervisors discharge, an administrator never', () => {
    expect(rightsOver(counselor, person(), today).discharge).toBe(true);
    expect(rightsOver({ ...counselor, id: 'other' }, person(), today).discharge).toBe(false);
    expect(rightsOver(supervisor, person(), today).discharge).toBe(true);
    expect(rightsOver(admin, person(), today).discharge).toBe(false);
    expect(rightsOver(supervisor, former(), today).discharge).toBe(false);
  });

  it('offers the alumni circle after treatment, once', () => {
    const alumni = { invitedAt: '2026-11-01T00:00:00Z', activeSince: null };
    expect(rightsOver(supervisor, person(), today).inviteToAlumni).toBe(false);
    expect(rightsOver(supervisor, former(), today).inviteToAlumni).toBe(true);
    expect(
      rightsOver(supervisor, former({ alumni: { status: 'invited', ...alumni } }), today).inviteToAlumni,
    ).toBe(false);
    expect(
      rightsOver(supervisor, former({ alumni: { status: 'declined', ...alumni } }), today).inviteToAlumni,
    ).toBe(true);
  });

  it('offers contact once at a time; an agreement whose last day is over makes room', () => {
    const contact = {
      id: 'k',
      alumnusId: 'p',
      staffId: 'c',
      staffName: 'Renata',
      alumnusName: 'Wren',
      agreedByStaff: true,
      agreedByAlumnus: true,
      endedAt: null,
    };
    const until = (endsOn: string) => person({ continuingContacts: [{ ...contact, endsOn }] });
    expect(rightsOver(counselor, until('2026-11-19'), today).offerContact).toBe(false);
    expect(rightsOver(counselor, until('2026-11-18'), today).offerContact).toBe(true);
    expect(rightsOver(supervisor, until('2026-12-19'), today).offerContact).toBe(true);
  });
});

it('leaves bringing somebody back to leaders and supervisors', () => {
  const led = { leaders: [{ id: 'c', name: 'Renata', role: 'counselor', active: true }] } as const;
  const group = { leaders: [...led.leaders] };
  expect([counselor, supervisor, admin].map((me) => reinstates(me, group))).toEqual([true, true, false]);
  expect([counselor, supervisor, admin].map((me) => steers(me, undefined))).toEqual([false, true, true]);
});
