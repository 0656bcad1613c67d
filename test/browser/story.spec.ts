import { arrival } from './chapters/arrival.js';
import { graduation } from './chapters/graduation.js';
import { keyboardAlone } from './chapters/keyboard.js';
import { moderation } from './chapters/moderation.js';
import { talk } from './chapters/talk.js';
import { Story } from './story.js';

jest.setTimeout(120_000);
const story = new Story();
beforeAll(() => story.begin(), 240_000);
afterAll(() => story.end());

describe('one counselor, two clients, one alumnus', () => {
  arrival(story);
  talk(story);
  moderation(story);
  graduation(story);
  keyboardAlone(story);

  story.step('a balancer sees in the address where everybody belongs, and not who they are', async (cast) => {
    const seen = Object.values(cast).flatMap(({ connections }) => connections);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(new Set(seen.map(({ searchParams }) => searchParams.get('home'))).size).toBe(1);
    const said = new Set(seen.flatMap(({ searchParams }) => [...searchParams.keys()]));
    for (const ours of ['EIO', 'home', 'transport', 'sid']) said.delete(ours);
    expect([...said]).toEqual([]);
    expect(seen[0]?.searchParams.get('home')).toMatch(/^[0-9a-f]{8}$/);
  });

  story.step('nobody’s page had a fault, and no log has anybody’s words', async (cast) => {
    for (const visitor of Object.values(cast)) expect(visitor.faults).toEqual([]);
    const log = story.product.log();
    expect(log.length).toBeGreaterThan(0);
    for (const words of ['just here for the coffee', 'pretended that I needed', 'every Thursday, also'])
      expect(log).not.toContain(words);
  });
});
