import { Repeats } from './repeats.js';

describe('repeated lines', () => {
  it('are said once a minute by each part, whatever numbers stand in them, and again after good news', () => {
    let now = 0;
    const repeats = new Repeats(() => now);
    const says = (part: string, line: string) => repeats.isNews(part, line);
    expect(says('Queue', 'a batch of 3 failed')).toBe(true);
    expect(says('Queue', 'a batch of 17 failed')).toBe(false);
    expect(says('Queue', 'no key')).toBe(true);
    expect(says('Other', 'a batch of 3 failed')).toBe(true);
    now = 59_999;
    expect(says('Queue', 'a batch of 4 failed')).toBe(false);
    now = 60_000;
    expect(says('Queue', 'a batch of 4 failed')).toBe(true);
    repeats.forget('Queue');
    expect(says('Queue', 'a batch of 4 failed')).toBe(true);
  });
});
