import { type Lease, personsOf, Sightings } from './sightings.js';

const lease = (value: string, score: number): Lease => ({ value, score });

describe('what was seen in a place', () => {
  it('names each person once, however many connections they have', () => {
    expect(personsOf([lease('ben|3', 9), lease('ana|1', 9), lease('ana|2', 8)])).toEqual(['ana', 'ben']);
  });

  it('has changed when other people are there, and not when leases were renewed or a second tab opened', () => {
    const sightings = new Sightings(6000);
    expect(sightings.changed('room', [lease('ana|1', 12_000)], 0)).toBe(false);
    expect(sightings.changed('room', [lease('ana|1', 16_000), lease('ana|2', 18_000)], 6000)).toBe(false);
    expect(sightings.changed('room', [], 20_000)).toBe(true);
    expect(sightings.changed('room', null, 26_000)).toBe(true);
    expect(sightings.changed('room', [lease('ana|1', 40_000)], 28_000)).toBe(true);
  });

  it('is read again when the first lease has run out, and else after the rest', () => {
    const sightings = new Sightings(6000);
    expect(sightings.due(['room', 'other'], 0)).toEqual(['room', 'other']);
    sightings.changed('room', [lease('ana|1', 12_000), lease('ben|2', 3500)], 0);
    sightings.changed('other', [], 0);
    expect(sightings.due(['room', 'other'], 3499)).toEqual([]);
    expect(sightings.due(['room', 'other'], 3500)).toEqual(['room']);
    sightings.changed('room', [lease('ana|1', 12_000)], 4000);
    expect(sightings.due(['room', 'other'], 6000)).toEqual(['other']);
    expect(sightings.due(['room', 'other'], 10_000)).toEqual(['room', 'other']);
  });

  it('is read at the next look when nobody could say, and forgotten with whoever looked', () => {
    const sightings = new Sightings(6000);
    sightings.changed('room', null, 0);
    expect(sightings.due(['room'], 1)).toEqual(['room']);
    sightings.changed('room', [], 0);
    sightings.keep(new Set());
    expect(sightings.changed('room', [lease('ana|1', 9)], 1)).toBe(false);
  });
});
