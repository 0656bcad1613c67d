import type { GroupType, GroupView, Role } from '@homegroup/protocol';
import { leads } from './rights-over.js';

/** Which kinds of groups are for whom; the server decides in the end. */
const meantFor: Partial<Record<Role, readonly GroupType[]>> = {
  client: ['process', 'psychoeducational', 'skills', 'support'],
  alumnus: ['support', 'alumni'],
};

export interface Offer {
  group: GroupView;
  free: number;
  /** A fixed group that has started: one of its leaders must say why. */
  needsReason: boolean;
}

/** Groups into which this person can be invited by this member of staff, those with free seats first. */
export function groupsFor(
  person: { role: Role; memberships: readonly { groupId: string; status: string }[] },
  groups: readonly GroupView[],
  me: { id: string; role: Role },
): Offer[] {
  const held = new Set(
    person.memberships.filter(({ status }) => status !== 'ended').map(({ groupId }) => groupId),
  );
  return groups
    .filter((group) => meantFor[person.role]?.includes(group.type) && !held.has(group.id))
    .map((group) => ({
      group,
      free: Math.max(0, group.capacity - group.taken),
      needsReason: group.membershipKind === 'fixed' && group.startedOn !== null,
    }))
    .filter(({ group, needsReason }) => !needsReason || leads(me, group))
    .sort((a, b) => Number(b.free > 0) - Number(a.free > 0) || a.group.name.localeCompare(b.group.name));
}

export function seatWords({ group, free }: Offer): string {
  const taken = `${group.taken} of ${group.capacity} seats taken`;
  if (free === 0) return `${taken}. The invitation waits until one is free.`;
  return `${taken}, ${free === 1 ? 'one' : free} free`;
}
