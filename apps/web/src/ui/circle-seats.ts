export type SeatState = 'leader-here' | 'leader-missing' | 'here' | 'expected' | 'free';

/** Seats on a circle inside a 100 × 100 box, the first at the top, then clockwise. */
export function seatsOf(states: readonly SeatState[]): { x: number; y: number; state: SeatState }[] {
  return states.map((state, index) => {
    const angle = (index / states.length) * 2 * Math.PI - Math.PI / 2;
    return { x: 50 + 42 * Math.cos(angle), y: 50 + 42 * Math.sin(angle), state };
  });
}

/** Draws the seats of a room; `present` is null while presence is unknown, and then everybody is "expected". */
export function seatStates(
  seats: readonly { personId: string; leader: boolean }[],
  present: ReadonlySet<string> | null,
  capacity: number | null,
): SeatState[] {
  const states = [...seats]
    .sort((a, b) => Number(b.leader) - Number(a.leader))
    .map(({ personId, leader }): SeatState => {
      const here = present?.has(personId) ?? false;
      if (leader) return here ? 'leader-here' : 'leader-missing';
      return here ? 'here' : 'expected';
    });
  const members = seats.filter((seat) => !seat.leader).length;
  const free = Math.max(0, Math.min(15, capacity ?? 0) - members);
  // Before going in nobody's seat is shown: a ring of expected ones stands for the room.
  if (states.length === 0) return Array.from({ length: 10 }, (): SeatState => 'expected');
  return [...states, ...Array.from({ length: free }, (): SeatState => 'free')];
}
