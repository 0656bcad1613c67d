import type { Actor } from '@homegroup/identity';
import { type GroupType, groupType, HomegroupError, type Role, roles } from '@homegroup/protocol';
import {
  requireClinicalSteering,
  requireEligible,
  requireMayLead,
  requireOpenForNewcomers,
  requireSight,
  requireSteering,
} from './policies.js';
import { nameKey, requireFreeName } from './seats.js';

const actor = (role: Role, personId = 'p1'): Actor => ({
  personId,
  role,
  organizationId: 'o1',
  familyId: 'f1',
  name: 'Somebody',
});
const outcome = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    if (error instanceof HomegroupError) return error.code;
    throw error;
  }
};

describe('who steers a group', () => {
  it.each(roles)('%s', (role) => {
    const expected = {
      clinical_supervisor: ['allowed', 'allowed'],
      programme_admin: ['allowed', 'allowed'],
      counselor: ['not_found', 'allowed'],
    }[role as string] ?? ['not_found', 'not_found'];
    for (const policy of [requireSight, requireSteering]) {
      expect(outcome(() => policy(actor(role), ['p2']))).toBe(expected[0]);
      expect(outcome(() => policy(actor(role), ['p1']))).toBe(expected[1]);
    }
  });

  it('leaves bringing back to clinicians', () => {
    expect(outcome(() => requireClinicalSteering(actor('clinical_supervisor'), []))).toBe('allowed');
    expect(outcome(() => requireClinicalSteering(actor('counselor'), ['p1']))).toBe('allowed');
    expect(outcome(() => requireClinicalSteering(actor('counselor'), ['p2']))).toBe('not_found');
    expect(outcome(() => requireClinicalSteering(actor('programme_admin'), ['p2']))).toBe('not_allowed');
  });
});

describe('who leads a group', () => {
  const leader = { staffRole: 'counselor', disabled: false, credentialExpiresOn: '2026-06-30' };
  it.each([
    ['the day before', '2026-06-29', 'allowed'],
    ['the last day', '2026-06-30', 'allowed'],
    ['the day after', '2026-07-01', 'credential_expired'],
  ])('a credential, %s', (_, today, expected) => {
    expect(outcome(() => requireMayLead(leader, today))).toBe(expected);
  });

  it.each([null, 'programme_admin', 'privacy_officer', 'system_operator'])('never %s', (staffRole) => {
    expect(outcome(() => requireMayLead({ ...leader, staffRole }, '2026-01-01'))).toBe('conflict');
  });

  it('never a closed account', () => {
    expect(outcome(() => requireMayLead({ ...leader, disabled: true }, '2026-01-01'))).toBe('conflict');
  });
});

describe('who sits in which group', () => {
  const nobody = { staffRole: null, disabled: false, client: false, alumnus: false };
  const allowed: Record<'client' | 'alumnus', GroupType[]> = {
    client: ['process', 'psychoeducational', 'skills', 'support'],
    alumnus: ['support', 'alumni'],
  };
  it.each(groupType.options)('%s', (type) => {
    const verdict = (candidate: object) => outcome(() => requireEligible(type, { ...nobody, ...candidate }));
    const expected = (kind: 'client' | 'alumnus') => (allowed[kind].includes(type) ? 'allowed' : 'conflict');
    expect(verdict({ client: true })).toBe(expected('client'));
    expect(verdict({ alumnus: true })).toBe(expected('alumnus'));
    expect(verdict({})).toBe('conflict');
    expect(verdict({ client: true, alumnus: true, disabled: true })).toBe('conflict');
    expect(verdict({ client: true, alumnus: true, staffRole: 'counselor' })).toBe('conflict');
  });
});

describe('newcomers', () => {
  const verdict = (membershipKind: string, started: boolean, byLeader: boolean, reason?: string) =>
    outcome(() => requireOpenForNewcomers({ membershipKind, started }, { byLeader, reason }));

  it('find a fixed group closed once it has started, but for a leader with a reason', () => {
    expect(verdict('revolving', true, false)).toBe('allowed');
    expect(verdict('fixed', false, false)).toBe('allowed');
    expect(verdict('fixed', true, false)).toBe('group_started');
    expect(verdict('fixed', true, true)).toBe('group_started');
    expect(verdict('fixed', true, false, 'because')).toBe('group_started');
    expect(verdict('fixed', true, true, 'because')).toBe('allowed');
  });
});

describe('names in a room', () => {
  it.each([
    ['Anna', 'anna'],
    ['Anna', ' ANNA  '],
    ['José', 'Jose\u0301'],
    ['Sea Bird', 'sea   bird'],
    ['Anna', 'Ａｎｎａ'],
  ])('%s and %s are one', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
    expect(outcome(() => requireFreeName(one, [other]))).toBe('name_taken');
  });

  it('are free otherwise', () => {
    expect(outcome(() => requireFreeName('Anna', ['Ana', 'Anna B.']))).toBe('allowed');
  });
});
