import { randomUUID } from 'node:crypto';
import { InMemoryPresence, type Presence, RedisPresence } from '@homegroup/presence';
import { testRedisUrl } from '@homegroup/test-support';

const lease = 1200;
const open: Presence[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((presence) => presence.close()));
});

async function ready(presence: Presence): Promise<Presence> {
  open.push(presence);
  while ((await presence.present(['any'])).get('any')?.state !== 'known')
    await new Promise((resolve) => setTimeout(resolve, 20));
  return presence;
}
const presentIn = async (presence: Presence, place: string) =>
  (await presence.present([place])).get(place)?.present;
const change = (presence: Presence, place: string) =>
  new Promise<void>((resolve) => {
    const stop = presence.onChange((changed) => {
      if (changed !== place) return;
      stop();
      resolve();
    });
  });

describe.each([
  ['in memory', () => ready(new InMemoryPresence(Date.now, lease))],
  [
    'in Redis',
    () => ready(new RedisPresence({ REDIS_URL: testRedisUrl(), REDIS_CLUSTER: false }, lease, 200)),
  ],
] as const)('presence %s', (_, start) => {
  it('is by person: a second tab that closes leaves the person present, the last one takes them away', async () => {
    const presence = await start();
    const place = randomUUID();
    await presence.enter(place, 'ana', 'tab-1');
    await presence.enter(place, 'ana', 'tab-2');
    await presence.enter(place, 'ben', 'tab-3');
    expect(await presentIn(presence, place)).toEqual(['ana', 'ben']);
    await presence.leave(place, 'ana', 'tab-1');
    expect(await presentIn(presence, place)).toEqual(['ana', 'ben']);
    await presence.leave(place, 'ana', 'tab-2');
    expect(await presentIn(presence, place)).toEqual(['ben']);
  });

  it('runs out with the lease, tells of it, and is kept by renewing', async () => {
    const presence = await start();
    const [place, kept] = [randomUUID(), randomUUID()];
    presence.watch([place, kept]);
    await presence.enter(place, 'ana', 'tab-1');
    const renewing = setInterval(() => void presence.renew(), 300);
    await new Promise((resolve) => setTimeout(resolve, lease + 300));
    expect(await presentIn(presence, place)).toEqual(['ana']);
    clearInterval(renewing);
    const gone = change(presence, place);
    await gone;
    expect(await presentIn(presence, place)).toEqual([]);
  });

  it('tells of entering and leaving, and answers for every place that was asked', async () => {
    const presence = await start();
    const place = randomUUID();
    const entered = change(presence, place);
    await presence.enter(place, 'ana', 'tab-1');
    await entered;
    const left = change(presence, place);
    await presence.leave(place, 'ana', 'tab-1');
    await left;
    const answers = await presence.present([place, 'nowhere']);
    expect([...answers.values()]).toEqual([
      { state: 'known', present: [] },
      { state: 'known', present: [] },
    ]);
  });
});

it('agrees between two nodes, and one that dies without a word is gone with its leases', async () => {
  const [one, two] = [
    await ready(new RedisPresence({ REDIS_URL: testRedisUrl(), REDIS_CLUSTER: false }, lease, 200)),
    await ready(new RedisPresence({ REDIS_URL: testRedisUrl(), REDIS_CLUSTER: false }, lease, 200)),
  ];
  const place = randomUUID();
  two.watch([place]);
  const seen = change(two, place);
  await one.enter(place, 'ana', 'tab-1');
  await seen;
  expect(await presentIn(two, place)).toEqual(['ana']);
  // Nobody renews any more: that is all that a killed node does.
  const gone = change(two, place);
  await gone;
  expect(await presentIn(two, place)).toEqual([]);
});
