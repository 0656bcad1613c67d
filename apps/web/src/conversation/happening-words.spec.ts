import { happeningWords, tombstoneWords } from './happening-words.js';

describe('words of what happened', () => {
  it('names up to four people, and counts more', () => {
    const joined = { what: 'joined', version: null } as const;
    expect(happeningWords(joined, ['Wren'])).toBe('Wren took a seat');
    expect(happeningWords(joined, ['Wren', 'Dee'])).toBe('Wren and Dee took their seats');
    expect(happeningWords(joined, ['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 others took their seats');
  });

  it('names nobody on a tombstone', () => {
    expect(tombstoneWords({ by: 'moderator', reason: 'unkind to somebody here' }, false)).toBe(
      'A counselor removed a message. Reason: unkind to somebody here.',
    );
    expect(tombstoneWords({ by: 'author', reason: null }, false)).toBe('A message was taken back.');
  });
});
