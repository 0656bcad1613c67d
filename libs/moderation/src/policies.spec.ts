import { HomegroupError, type Role, roles } from '@homegroup/protocol';
import {
  requireMayClose,
  requireMayRestrict,
  requireModerator,
  requireMuteEnd,
  requireNotOneself,
} from './policies.js';

const actor = (role: Role) => ({ personId: 'p1', role });
const outcome = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    if (error instanceof HomegroupError) return error.code;
    throw error;
  }
};

describe('moderating a room', () => {
  const room = { kind: 'room' };
  const moderator = { moderator: true, gated: false };

  it.each(roles)('as %s', (role) => {
    const verdict = (standing: Parameters<typeof requireModerator>[2]) =>
      outcome(() => requireModerator(actor(role), room, standing));
    const supervises = role === 'clinical_supervisor';
    expect(verdict(moderator)).toBe(supervises || role === 'counselor' ? 'allowed' : 'not_found');
    expect(verdict(null)).toBe(supervises ? 'allowed' : 'not_found');
  });

  it('takes the moderator flag, and the agreement', () => {
    const verdict = (standing: Parameters<typeof requireModerator>[2]) =>
      outcome(() => requireModerator(actor('counselor'), room, standing));
    expect(verdict({ moderator: false, gated: false })).toBe('not_allowed');
    expect(verdict({ moderator: true, gated: true })).toBe('agreement_required');
  });

  it('never reaches a direct conversation', () => {
    for (const role of roles)
      expect(outcome(() => requireModerator(actor(role), { kind: 'direct' }, moderator))).toBe('not_found');
  });
});

describe('restricting a person', () => {
  const verdict = (role: Role, personId: string, staffRole: string | null) =>
    outcome(() => requireMayRestrict(actor(role), { personId, staffRole }));

  it('spares oneself', () => {
    expect(outcome(() => requireNotOneself(actor('counselor'), 'p1'))).toBe('not_allowed');
    expect(verdict('clinical_supervisor', 'p1', null)).toBe('not_allowed');
  });

  it('leaves staff to supervisors, and supervisors alone', () => {
    expect(verdict('counselor', 'p2', null)).toBe('allowed');
    expect(verdict('counselor', 'p2', 'counselor')).toBe('not_allowed');
    expect(verdict('counselor', 'p2', 'clinical_supervisor')).toBe('not_allowed');
    expect(verdict('clinical_supervisor', 'p2', 'counselor')).toBe('allowed');
    expect(verdict('clinical_supervisor', 'p2', 'clinical_supervisor')).toBe('not_allowed');
  });
});

describe('how long a mute lasts', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  it.each([
    ['2026-03-01T12:00:01Z', 'allowed'],
    ['2026-03-31T12:00:00Z', 'allowed'],
    ['2026-03-31T12:00:01Z', 'invalid_input'],
    ['2026-03-01T12:00:00Z', 'invalid_input'],
    ['2026-02-28T12:00:00Z', 'invalid_input'],
    ['nonsense', 'invalid_input'],
  ])('until %s', (until, expected) => {
    expect(outcome(() => requireMuteEnd(new Date(until), now))).toBe(expected);
  });
});

describe('closing a report', () => {
  const report = { kind: 'room', authorId: 'p2', seq: 10 };
  const verdict = (role: Role, more: object, place: Parameters<typeof requireMayClose>[2]) =>
    outcome(() => requireMayClose(actor(role), { ...report, ...more }, place));
  const leads = { moderator: true, beginnings: [2] };

  it.each(roles)('as %s', (role) => {
    const supervises = role === 'clinical_supervisor';
    expect(verdict(role, {}, null)).toBe(supervises ? 'allowed' : 'not_found');
    expect(verdict(role, { authorId: 'p1' }, leads)).toBe('not_found');
  });

  it('is for moderators of the time', () => {
    expect(verdict('counselor', {}, leads)).toBe('allowed');
    expect(verdict('counselor', {}, { moderator: true, beginnings: [2, 11] })).toBe('not_found');
    expect(verdict('counselor', {}, { moderator: false, beginnings: [2] })).toBe('not_found');
    expect(verdict('counselor', { kind: 'direct' }, leads)).toBe('not_found');
  });
});
