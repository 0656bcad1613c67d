import type { CreateGroup, GroupType } from '@homegroup/protocol';

export interface NewGroup {
  name: string;
  type: GroupType | null;
  membershipKind: 'revolving' | 'fixed';
  programmeId: string | null;
  capacity: string;
  leaderId: string | null;
  coLeaderId: string | null;
}

export const blankGroup: NewGroup = {
  name: '',
  type: null,
  membershipKind: 'revolving',
  programmeId: null,
  capacity: '12',
  leaderId: null,
  coLeaderId: null,
};

export type NewGroupFaults = Partial<Record<keyof NewGroup, string>>;

/** What still has to be filled in or changed, before anything is sent. */
export function missingInGroup(group: NewGroup): NewGroupFaults {
  const faults: NewGroupFaults = {};
  if (!group.name.trim()) faults.name = 'Give the group a name.';
  if (!group.type) faults.type = 'Choose what kind of group it is.';
  if (!group.leaderId) faults.leaderId = 'Choose who leads it.';
  if (group.coLeaderId !== null && group.coLeaderId === group.leaderId)
    faults.coLeaderId = 'Choose somebody else than the leader.';
  const seats = Number(group.capacity);
  if (!Number.isInteger(seats) || seats < 2 || seats > 15) faults.capacity = 'From 2 to 15 seats.';
  return faults;
}

/** Call it only for a form without faults. */
export const toCreateGroup = (group: NewGroup): CreateGroup => ({
  name: group.name,
  type: group.type ?? 'process',
  membershipKind: group.membershipKind,
  programmeId: group.programmeId,
  capacity: Number(group.capacity),
  leaderIds: [group.leaderId, group.coLeaderId].filter((id) => id !== null),
});
