import { blankGroup, missingInGroup, toCreateGroup } from './new-group.js';

describe('the form for a new group', () => {
  it('asks for a name, a kind and a leader', () => {
    expect(Object.keys(missingInGroup(blankGroup)).sort()).toEqual(['leaderId', 'name', 'type']);
  });

  it('takes 2 to 15 seats, and two different leaders', () => {
    const seats = (capacity: string) => missingInGroup({ ...blankGroup, capacity }).capacity;
    expect(['1', '16', '7.5', ''].map((capacity) => seats(capacity) !== undefined)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([seats('2'), seats('15')]).toEqual([undefined, undefined]);
    expect(missingInGroup({ ...blankGroup, leaderId: 'a', coLeaderId: 'a' }).coLeaderId).toBeDefined();
  });

  it('sends one or two leaders', () => {
    const group = { ...blankGroup, name: 'Steady ground', type: 'support', leaderId: 'a' } as const;
    expect(toCreateGroup(group)).toMatchObject({ capacity: 12, leaderIds: ['a'] });
    expect(toCreateGroup({ ...group, coLeaderId: 'b' }).leaderIds).toEqual(['a', 'b']);
  });
});
