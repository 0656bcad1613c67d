import { readDay } from './read-day.js';

describe('a day', () => {
  it('is one that exists, as year-month-day', () => {
    expect(readDay('2024-02-29')).toEqual({ day: '2024-02-29' });
  });

  it.each([
    ['2025-02-30', 'February 2025 has 28 days.'],
    ['2025-13-01', 'There is no month 13.'],
    ['0225-01-01', 'Is the year right?'],
    ['31/11/2026', 'November has 30 days. Write it as 2026-11-30.'],
    ['25/11/2025', 'Write it as 2025-11-25.'],
    ['11/25/2025', 'Write it as 2025-11-25.'],
    ['05.11.2025', 'Write it as 2025-11-05 or 2025-05-11.'],
    ['99/99/2025', 'Write it as year-month-day, for example 2026-11-30.'],
    ['soon', 'Write it as year-month-day, for example 2026-11-30.'],
  ])('%s is none, and the hint says what is meant', (written, hint) => {
    expect(readDay(written)).toEqual({ message: `${written} is not a date`, hint });
  });
});
