import { seatStates, seatsOf } from './circle-seats.js';

const seats = [
  { personId: 'wren', leader: false },
  { personId: 'renata', leader: true },
];

describe('the circle', () => {
  it('puts leaders first and draws who is here, expected and missing, then what is free', () => {
    expect(seatStates(seats, new Set(['wren']), 3)).toEqual(['leader-missing', 'here', 'free', 'free']);
    expect(seatStates(seats, new Set(['renata']), null)).toEqual(['leader-here', 'expected']);
  });

  it('calls nobody here while presence is unknown', () => {
    expect(seatStates(seats, null, null)).toEqual(['leader-missing', 'expected']);
  });

  it('begins at the top and goes round', () => {
    const [top, bottom] = seatsOf(['here', 'here']);
    expect(top).toMatchObject({ x: 50, y: 8 });
    expect(Math.round(bottom?.y ?? 0)).toBe(92);
  });
});
