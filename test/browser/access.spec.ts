import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { desktop, openChromium, passingFolder, phone } from './chromium.js';
import { light, overflow, picture, resize, violations } from './looks.js';
import { Product } from './product.js';
import { clientScenes } from './scenes/client-scenes.js';
import { graduateScenes } from './scenes/graduate-scenes.js';
import type { Scene, View, Watchers } from './scenes/scene.js';
import { staffScenes } from './scenes/staff-scenes.js';
import { comeIn, stateScenes } from './scenes/state-scenes.js';
import { signInTalkers, type Talkers, talkBefore } from './scenes/talk-before.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

/** `npm run screens` keeps the pictures in docs/screens, when every screen is as it should be. */
const kept = process.env.HOMEGROUP_SCREENS === 'write';
const passing = passingFolder();
const folder = join(__dirname, '../../docs/screens');
const scenes: Scene[] = [...clientScenes, ...staffScenes, ...graduateScenes, ...stateScenes];

jest.setTimeout(60_000);
let product: Product;
let browser: Browser;
let talkers: Talkers;
let seen = 0;
const watchers: Partial<Watchers> = {};

const who: Record<keyof Watchers, { at: typeof phone; email: string | null }> = {
  nobody: { at: phone, email: null },
  client: { at: phone, email: 't.arkwright@example.org' },
  newcomer: { at: phone, email: 'i.abernathy@example.org' },
  alumnus: { at: phone, email: 'm.quintero@example.org' },
  counselor: { at: desktop, email: 'r.oyelaran@example.org' },
  supervisor: { at: desktop, email: 'a.lindqvist@example.org' },
  admin: { at: desktop, email: 'k.vance@example.org' },
  peer: { at: phone, email: 'j.baptiste@example.org' },
  stranger: { at: phone, email: 'beth@example.org' },
};

const pictureName = (index: number, view: View): string =>
  `${String(index + 1).padStart(2, '0')}-${scenes[index]?.name}-${view}.png`;

/** The list of the pictures, as it stands beside them. */
function contents(): string {
  const lines = scenes.map((scene, index) => {
    const links = scene.pictures.map((view) => `[${view.replace('-', ', ')}](${pictureName(index, view)})`);
    return `- ${scene.caption}: ${links.join(', ')}`;
  });
  return [
    '# Screens',
    '',
    'What Homegroup looks like, with the sample programme in it; the people are invented. Taken by `npm run screens`,',
    'which walks through the running product in Chromium and checks each of these screens on the way. Phone pictures',
    'are 390×844 at double density, desktop pictures 1440×900.',
    '',
    ...lines,
    '',
  ].join('\n');
}

/** Whoever watches the scene; they come when they are first needed, and go after their last scene. */
async function watcherOf(name: keyof Watchers): Promise<Visitor> {
  const { at, email } = who[name];
  const known = watchers[name];
  if (known) return known;
  const visitor = await Visitor.arrive(browser, product, {
    viewport: at,
    deviceScaleFactor: kept ? 2 : 1,
    reducedMotion: 'reduce',
  });
  visitor.context.setDefaultTimeout(15_000);
  watchers[name] = visitor;
  if (email) await visitor.signIn(email);
  return visitor;
}

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  talkers = await signInTalkers(product);
  await talkBefore(talkers);
}, 120_000);

afterAll(async () => {
  for (const wire of Object.values(talkers ?? {})) wire.close();
  await browser?.close();
  await product?.remove();
  if (kept && seen === scenes.length) keepPictures();
  passing.remove();
});

/** All of them at once, so that what stands in docs/screens is of one walk. */
function keepPictures(): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
  for (const name of readdirSync(passing.path)) copyFileSync(join(passing.path, name), join(folder, name));
  writeFileSync(join(folder, 'README.md'), contents());
}

describe('every screen', () => {
  it.each(scenes.map((scene, index) => [scene.name, scene, index] as const))(
    '%s: no violation, nothing too wide, on both devices and in both lights',
    async (_name, scene, index) => {
      // Later than the rest: the lists of the sample programme are seen without them.
      if (scene === stateScenes[0]) await comeIn(product);
      const visitor = await watcherOf(scene.who);
      try {
        expect([...(await look(visitor, scene, index)), ...visitor.faults.splice(0)]).toEqual([]);
        seen += 1;
      } catch (error) {
        await goOn(visitor, scene);
        process.stderr.write(`${scene.name}: ${String(error).slice(0, 2000)}\n`);
        throw error;
      }
    },
  );
});

/** After a screen at fault: a picture of it, and the next scene begins as if this one had not been. */
async function goOn({ page, context }: Visitor, { name }: Scene): Promise<void> {
  const failures = join(tmpdir(), 'homegroup-story');
  await page.screenshot({ path: join(failures, `${name}.png`) }).catch(() => undefined);
  await context.setOffline(false);
  await page.unrouteAll();
  await page.emulateMedia({ forcedColors: 'none' });
  await page.goto('/');
}

/** Opens the scene on both devices, takes its pictures, and says what is wrong with it. */
async function look(visitor: Visitor, scene: Scene, index: number): Promise<string[]> {
  const { page } = visitor;
  const { at } = who[scene.who];
  const found: string[] = [];
  const turnTo = async (size: typeof phone) => {
    if (scene.anew) await scene.leave?.(visitor);
    await resize(page, size);
    if (scene.anew) await scene.open(visitor);
  };
  await resize(page, at);
  await scene.open(visitor);
  for (const device of at === phone ? [phone, desktop] : [desktop, phone]) {
    if (device !== at) await turnTo(device);
    for (const colours of ['light', 'dark'] as const) {
      const view = `${device === phone ? 'phone' : 'desktop'}${colours === 'dark' ? '-dark' : ''}` as View;
      const wanted = kept && scene.pictures.includes(view);
      // Colours are of the light and the order is of the device: from scene to scene the other pair is looked at.
      const checked = (device === phone) === ((colours === 'light') === (index % 2 === 0));
      if (!wanted && !checked) continue;
      await light(page, colours);
      if (wanted) await picture(page, view, join(passing.path, pictureName(index, view)));
      if (checked) for (const line of await violations(page)) found.push(`${view}: ${line}`);
    }
  }
  const narrowest = scene.narrowest ?? 320;
  await turnTo({ width: narrowest, height: 640 });
  for (const line of await overflow(page, narrowest)) found.push(`${narrowest} px: ${line}`);
  await resize(page, at);
  await scene.leave?.(visitor);
  if (!scenes.slice(index + 1).some((later) => later.who === scene.who)) await visitor.leave();
  return found;
}

describe('what people write', () => {
  it('is words: no markup, no link, nothing that turns it around', async () => {
    const noor = await Wire.of(product, 'n.castellan@example.org');
    const room = await noor.conversation('Thursday Process');
    const hostile = [
      '<img src=x onerror="window.ran = 1"><script>window.ran = 2</script><b>bold</b>',
      '[a helpful page](javascript:window.ran=3) javascript:window.ran=4',
      'The file is called \u202Egnp.exe\u202C and \u2067that\u2069.',
      `</p></article><style>body { display: none }</style>${'wide'.repeat(60)}`,
    ];
    for (const body of hostile) await noor.say(room, body);
    noor.close();
    const reader = await Visitor.arrive(browser, product, { viewport: phone });
    await reader.signIn('w.matsuda@example.org');
    await reader.openRoom('Thursday Process');
    await reader.page.setViewportSize({ width: phone.width, height: 3000 });
    await reader.message('wide'.repeat(60)).waitFor();
    const shown = reader.feed();
    expect(await shown.locator('img, script, style, a, b, iframe').count()).toBe(0);
    expect(await shown.getByText('<b>bold</b>').count()).toBe(1);
    expect(await shown.getByText('[a helpful page](javascript:window.ran=3)').count()).toBe(1);
    expect(await reader.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await shown.innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(await overflow(reader.page)).toEqual([]);
    expect(reader.faults).toEqual([]);
    await reader.leave();
  });

  it('moves nothing for whoever asked for less motion', async () => {
    const still = await Visitor.arrive(browser, product, { viewport: phone, reducedMotion: 'reduce' });
    await still.page.goto('/');
    await still.button('Help').click();
    await still.heading('Reach someone now').waitFor();
    const moving = await still.page.evaluate(
      () =>
        document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 10)
          .length,
    );
    expect(moving).toBe(0);
    await still.leave();
  });
});

describe('the first visit', () => {
  it('asks for no session where nobody was signed in, so that nothing is refused', async () => {
    const first = await Visitor.arrive(browser, product, { viewport: phone });
    const refused: string[] = [];
    first.page.on('response', (response) => {
      if (response.status() >= 400) refused.push(response.url());
    });
    await first.page.goto('/');
    await first.button('Sign in').waitFor();
    await first.page.waitForLoadState('networkidle');
    expect(refused).toEqual([]);
    expect(first.faults).toEqual([]);
    await first.leave();
  });
});
