import { randomUUID } from 'node:crypto';
import { type Presence, RedisPresence } from '@homegroup/presence';
import { testRedisUrl } from '@homegroup/test-support';
import { createClient } from 'redis';

/** Longer than any test: nothing here is found by comparing. */
const never = 3_600_000;
const open: Presence[] = [];
const redis = createClient({ url: testRedisUrl() });
beforeAll(() => redis.connect());
afterEach(async () => {
  await Promise.all(open.splice(0).map((presence) => presence.close()));
});
afterAll(() => redis.destroy());

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
async function start(): Promise<Presence> {
  const presence = new RedisPresence({ REDIS_URL: testRedisUrl(), REDIS_CLUSTER: false }, never, never);
  open.push(presence);
  while ((await presence.present(['any'])).get('any')?.state !== 'known') await soon();
  return presence;
}
const placeIn = (organizationId: string) => `${organizationId}:${randomUUID()}`;
/** How many nodes are subscribed to a channel that names the organization. */
async function listeners(organizationId: string): Promise<number> {
  const channels = await redis.pubSubShardChannels(`*${organizationId}*`);
  const counts = await redis.pubSubShardNumSub(channels);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await soon();
};

describe('a node', () => {
  it('hears who comes in the organizations that it looks at, and of no other', async () => {
    const [one, two] = [await start(), await start()];
    const [harbor, meadow] = [randomUUID(), randomUUID()];
    const [inHarbor, inMeadow] = [placeIn(harbor), placeIn(meadow)];
    const heard: string[] = [];
    two.onChange((place) => heard.push(place));
    two.watch([inHarbor]);
    await until(async () => (await listeners(harbor)) === 1);
    // What it was told because it begins to listen, not because somebody came.
    await until(() => heard.includes(inHarbor));
    heard.length = 0;

    await one.enter(inMeadow, 'ana', 'tab-1');
    const other = placeIn(harbor);
    await one.enter(other, 'ben', 'tab-2');
    // On one connection from one node: had the first been for it, it would have come before the second.
    await until(() => heard.includes(other));
    expect(heard).not.toContain(inMeadow);
  });

  it('is told of each place again once it listens, for what changed before', async () => {
    const one = await start();
    const place = placeIn(randomUUID());
    await one.enter(place, 'ana', 'tab-1');
    const two = await start();
    const told = new Promise<void>((resolve) => {
      two.onChange((changed) => {
        if (changed === place) resolve();
      });
    });
    two.watch([place]);
    await told;
    expect((await two.present([place])).get(place)?.present).toEqual(['ana']);
  });

  it('stops listening when nobody there looks or is present any more, and begins anew', async () => {
    const presence = await start();
    const organizationId = randomUUID();
    const place = placeIn(organizationId);
    await presence.enter(place, 'ana', 'tab-1');
    await until(async () => (await listeners(organizationId)) === 1);
    presence.watch([place]);
    await presence.leave(place, 'ana', 'tab-1');
    expect(await listeners(organizationId)).toBe(1);
    presence.watch([]);
    await until(async () => (await listeners(organizationId)) === 0);
    presence.watch([place]);
    await until(async () => (await listeners(organizationId)) === 1);
  });
});
