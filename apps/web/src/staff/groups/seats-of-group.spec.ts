import { joiningWords, seatsOfGroup, takenWords } from './seats-of-group.js';

const leader = { id: 'c', name: 'Renata', role: 'counselor', active: true } as const;

describe('a group as its seats', () => {
  it('draws leaders first, then what is taken, then what is free', () => {
    expect(seatsOfGroup({ leaders: [leader], taken: 2, capacity: 3 })).toEqual([
      'leader-here',
      'here',
      'here',
      'free',
    ]);
  });

  it('says how many seats are taken, and how people join', () => {
    expect(takenWords({ taken: 8, capacity: 12 })).toBe('8 of 12 seats taken');
    expect(takenWords({ taken: 12, capacity: 12 })).toBe('All 12 seats taken');
    expect(joiningWords({ membershipKind: 'fixed', startedOn: '2026-11-01' })).toBe(
      'Began together, takes nobody new',
    );
  });
});
