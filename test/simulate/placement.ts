import type { Placement } from './options.js';

export interface Organization {
  id: string;
  epoch: string;
  rooms: Room[];
}

export interface Room {
  /** Which room of the whole simulation. */
  index: number;
  conversationId: string;
  members: string[];
  /** Asks to follow and is no member: must never receive anything. */
  stranger: string | null;
}

/** What one node serves of one organization. */
export interface Share {
  organizationId: string;
  epoch: string;
  rooms: SharedRoom[];
}

/** The members of a room who are connected to one node. */
interface SharedRoom extends Room {
  /** Whether its first member is among them. */
  leads: boolean;
}

const sizeOf = ({ rooms }: Organization): number =>
  rooms.reduce((sum, { members }) => sum + members.length, 0);

/**
 * Who is connected to which node. `spread`: neighbours in a room are on neighbouring nodes, as a balancer leaves them
 * that knows nothing. `home`: an organization is on the node that has fewest so far, and on more than one only when it
 * is larger than a node's equal share of everybody.
 */
export function place(organizations: readonly Organization[], nodes: number, how: Placement): Share[][] {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const everybody = organizations.reduce((sum, each) => sum + sizeOf(each), 0);
  const capacity = Math.ceil(everybody / nodes);
  const loads = all.map(() => 0);
  const shares: Share[][] = all.map(() => []);
  for (const organization of [...organizations].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    const size = sizeOf(organization);
    const needed = how === 'spread' ? nodes : Math.min(nodes, Math.ceil(size / capacity));
    const homes = [...all].sort((a, b) => (loads[a] ?? 0) - (loads[b] ?? 0)).slice(0, needed);
    for (const [nth, node] of homes.entries()) {
      loads[node] = (loads[node] ?? 0) + size / needed;
      const rooms = organization.rooms
        .map((room) => ({
          ...room,
          members: room.members.filter((_, seat) => (room.index + seat) % needed === nth),
          stranger: room.index % needed === nth ? room.stranger : null,
          leads: room.index % needed === nth,
        }))
        .filter(({ members }) => members.length > 0);
      if (rooms.length > 0)
        shares[node]?.push({ organizationId: organization.id, epoch: organization.epoch, rooms });
    }
  }
  return shares;
}
