import type { GroupView } from '@homegroup/protocol';
import { groupsFor, seatWords } from './groups-for.js';

const group = (name: string, change: Partial<GroupView> = {}): GroupView => ({
  id: name,
  name,
  type: 'process',
  membershipKind: 'revolving',
  programmeId: null,
  programme: null,
  capacity: 12,
  taken: 8,
  startedOn: null,
  leaders: [],
  conversationId: name,
  agreementVersion: 1,
  ...change,
});
const supervisor = { id: 's', role: 'clinical_supervisor' } as const;
const client = { role: 'client', memberships: [] } as const;
const names = (...args: Parameters<typeof groupsFor>) => groupsFor(...args).map((offer) => offer.group.name);

describe('groupsFor', () => {
  it('offers the kinds that are for the person', () => {
    const all = [
      group('Alumni', { type: 'alumni' }),
      group('Support', { type: 'support' }),
      group('Process'),
    ];
    expect(names(client, all, supervisor)).toEqual(['Process', 'Support']);
    expect(names({ role: 'alumnus', memberships: [] }, all, supervisor)).toEqual(['Alumni', 'Support']);
    expect(names({ role: 'former', memberships: [] }, all, supervisor)).toEqual([]);
  });

  it('leaves out a group with a seat or an invitation, not one from before', () => {
    const memberships = [
      { groupId: 'A', status: 'invited' },
      { groupId: 'B', status: 'ended' },
    ];
    expect(names({ role: 'client', memberships }, [group('A'), group('B')], supervisor)).toEqual(['B']);
  });

  it('offers a fixed group that has started to its leaders alone, for a reason', () => {
    const leaders = [{ id: 'c', name: 'Renata', role: 'counselor' as const, active: true }];
    const fixed = group('Fixed', { membershipKind: 'fixed', startedOn: '2026-11-01', leaders });
    expect(groupsFor(client, [fixed], supervisor)).toEqual([]);
    expect(groupsFor(client, [fixed], { id: 'c', role: 'counselor' })[0]).toMatchObject({
      needsReason: true,
    });
  });

  it('puts full groups last and says how many seats are free', () => {
    const [first, second] = groupsFor(
      client,
      [group('A', { taken: 12 }), group('B', { taken: 11 })],
      supervisor,
    );
    expect(first && seatWords(first)).toBe('11 of 12 seats taken, one free');
    expect(second && seatWords(second)).toBe('12 of 12 seats taken. The invitation waits until one is free.');
  });
});
