import type { House, Person, Room } from './house.js';

/** Everything goes over HTTP as staff and clients do it: made, invited, joined, agreed to. */
export async function openRoom(
  house: House,
  url: string,
  name: string,
  staff: { admin: Person; counselor: Person },
  members: readonly Person[],
): Promise<Room> {
  const made = await house.call(url, staff.admin)('groups.create', {
    body: {
      name,
      type: 'support',
      membershipKind: 'revolving',
      capacity: 15,
      leaderIds: [staff.counselor.id],
    },
  });
  const room: Room = {
    groupId: made.id,
    conversationId: made.conversationId,
    counselor: staff.counselor,
    agreementVersion: made.agreementVersion,
  };
  for (const member of members) {
    await house.call(url, staff.admin)('groups.invite', {
      params: { id: room.groupId },
      body: { personId: member.id },
    });
    await takeSeat(house, url, room, member);
  }
  house.rooms.push(room);
  return room;
}

/** Of somebody who was invited: joins, and accepts the agreement where it is asked for. */
export async function takeSeat(house: House, url: string, room: Room, person: Person): Promise<void> {
  const call = house.call(url, person);
  const joined = await call('groups.join', { params: { id: room.groupId } });
  if (joined.status === 'agreement_pending')
    await call('groups.acceptAgreement', {
      params: { id: room.groupId },
      body: { version: room.agreementVersion },
    });
}
