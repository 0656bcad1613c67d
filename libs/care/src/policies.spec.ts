import { dischargeReason, HomegroupError, roles } from '@homegroup/protocol';
import {
  endsAtDischarge,
  graduates,
  requireContactEnd,
  requireMayAdd,
  requirePartOf,
  requireTreats,
  requireTreatsClient,
} from './policies.js';

const outcome = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    if (error instanceof HomegroupError) return error.code;
    throw error;
  }
};

describe('treating', () => {
  it('is for clinicians with an open account', () => {
    const verdict = (staffRole: string | null, disabled = false) =>
      outcome(() => requireTreats({ staffRole, disabled }));
    expect(verdict('counselor')).toBe('allowed');
    expect(verdict('clinical_supervisor')).toBe('allowed');
    expect(verdict('counselor', true)).toBe('conflict');
    for (const role of [null, 'programme_admin', 'privacy_officer', 'system_operator'])
      expect(verdict(role)).toBe('conflict');
  });

  it.each(roles)('decides over a discharge: %s', (role) => {
    const verdict = (team: string[]) => outcome(() => requireTreatsClient({ personId: 'p1', role }, team));
    expect(verdict(['p2'])).toBe(role === 'clinical_supervisor' ? 'allowed' : 'not_allowed');
    expect(verdict(['p1'])).toBe(
      role === 'clinical_supervisor' || role === 'counselor' ? 'allowed' : 'not_allowed',
    );
  });

  it.each(roles)('brings people in: %s', (role) => {
    const verdict = (added: { kind: string; staffRole?: string }) =>
      outcome(() => requireMayAdd({ role }, added));
    const any = role === 'programme_admin';
    const some = any || role === 'clinical_supervisor';
    expect(verdict({ kind: 'client' })).toBe(some ? 'allowed' : 'not_allowed');
    expect(verdict({ kind: 'staff', staffRole: 'counselor' })).toBe(some ? 'allowed' : 'not_allowed');
    expect(verdict({ kind: 'staff', staffRole: 'clinical_supervisor' })).toBe(
      any ? 'allowed' : 'not_allowed',
    );
  });
});

describe('discharge', () => {
  it.each(dischargeReason.options)('%s', (reason) => {
    const ends = ['process', 'skills'];
    expect(graduates(reason)).toBe(reason === 'completed');
    expect(endsAtDischarge({ groupType: 'process' }, reason, ends)).toBe(true);
    expect(endsAtDischarge({ groupType: 'support' }, reason, ends)).toBe(reason !== 'completed');
    expect(endsAtDischarge({ groupType: 'alumni' }, reason, ends)).toBe(reason !== 'completed');
  });
});

describe('continuing contact', () => {
  it('has two sides', () => {
    const contact = { alumnusId: 'a', staffId: 's' };
    expect(requirePartOf({ personId: 'a' }, contact)).toBe('alumnus');
    expect(requirePartOf({ personId: 's' }, contact)).toBe('staff');
    expect(outcome(() => requirePartOf({ personId: 'x' }, contact))).toBe('not_found');
  });

  it.each([
    ['2026-03-01', 'invalid_input'],
    ['2026-03-02', 'allowed'],
    ['2027-03-01', 'allowed'],
    ['2027-03-03', 'invalid_input'],
  ])('ends on %s', (endsOn, expected) => {
    expect(outcome(() => requireContactEnd(endsOn, '2026-03-01'))).toBe(expected);
  });
});
