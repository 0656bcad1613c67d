import { type Organization, place, type Share } from './placement.js';

const organization = (id: string, rooms: number, firstIndex = 0): Organization => ({
  id,
  epoch: 'one',
  rooms: Array.from({ length: rooms }, (_, nth) => ({
    index: firstIndex + nth,
    conversationId: `${id}-${nth}`,
    members: Array.from({ length: 12 }, (__, seat) => `${id}-${nth}-${seat}`),
    stranger: null,
  })),
});
const membersOn = (shares: readonly Share[]) =>
  shares.flatMap(({ rooms }) => rooms.flatMap(({ members }) => members));

describe('placing members on nodes', () => {
  const houses = [organization('a', 4), organization('b', 4, 4), organization('c', 4, 8)];

  it('puts everybody on exactly one node, and each room begins on one', () => {
    for (const how of ['spread', 'home'] as const) {
      const nodes = place(houses, 3, how);
      expect(new Set(nodes.flatMap(membersOn)).size).toBe(144);
      expect(nodes.flatMap(membersOn)).toHaveLength(144);
      const leading = nodes
        .flatMap((shares) => shares.flatMap(({ rooms }) => rooms))
        .filter((room) => room.leads);
      expect(leading).toHaveLength(12);
    }
  });

  it('spread: each room is on every node', () => {
    for (const shares of place(houses, 3, 'spread'))
      expect(shares.flatMap(({ rooms }) => rooms).map(({ members }) => members.length)).toEqual(
        Array(12).fill(4),
      );
  });

  it('home: an organization is on one node, and on more only when it is larger than an equal share', () => {
    expect(place(houses, 3, 'home').map((shares) => shares.length)).toEqual([1, 1, 1]);
    const large = [organization('large', 9), organization('small', 3, 9)];
    const homes = place(large, 3, 'home').map((shares) => shares.map((share) => share.organizationId));
    expect(homes.flat().filter((id) => id === 'large')).toHaveLength(3);
    expect(homes.flat().filter((id) => id === 'small')).toHaveLength(1);
  });
});
