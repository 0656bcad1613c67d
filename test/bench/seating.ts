import { randomUUID } from 'node:crypto';
import type { WireKind } from './load.js';
import type { Surroundings } from './surroundings.js';
import type { Seat } from './wire-clients.js';

/** On several nodes: the members of each room on all of them, or each organization on one; of a floor, each room. */
export type Placement = 'spread' | 'home';

export function seatsOf(
  kind: WireKind,
  around: Surroundings,
  urls: readonly string[],
  placement: Placement,
): Seat[][] {
  const node = (index: number) => urls[index % urls.length] ?? '';
  if (kind === 'product') {
    const { rooms, organizationIds, token } = around.house;
    const home = new Map(organizationIds.map((id, index) => [id, node(index)]));
    return rooms.map((room) =>
      room.members.map((person, index) => ({
        url: placement === 'home' ? (home.get(room.organizationId) ?? '') : node(index),
        room: room.id,
        personId: person.id,
        token: token(person),
      })),
    );
  }
  if (kind === 'xmpp')
    return (around.ejabberd?.rooms ?? []).map((room) =>
      room.map((seat) => ({
        url: node(0),
        room: seat.room,
        personId: seat.person,
        token: around.ejabberd?.password ?? '',
      })),
    );
  const { rooms, members } = around.size;
  return Array.from({ length: rooms }, (_room, place) => {
    const room = randomUUID();
    return Array.from({ length: members }, (_member, index) => ({
      url: node(placement === 'home' ? place : index),
      room,
      personId: randomUUID(),
      token: null,
    }));
  });
}
