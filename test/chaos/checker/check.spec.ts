import { badHistories } from '../histories/bad.js';
import { goodHistory } from '../histories/good.js';
import { check } from './check.js';
import type { Invariant } from './history.js';

describe('the checker', () => {
  it('finds nothing in a history that is as promised', () => {
    expect(check(goodHistory())).toEqual([]);
  });

  it.each(badHistories)('$breaks: sees that $why', ({ breaks, history }) => {
    expect(check(history()).map(({ invariant }) => invariant)).toContain(breaks);
  });

  it('has a bad history for every invariant', () => {
    const shown: Invariant[] = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'];
    expect(new Set(badHistories.map(({ breaks }) => breaks))).toEqual(new Set(shown));
  });
});
