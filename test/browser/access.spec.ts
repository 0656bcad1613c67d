import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { desktop, openChromium, passingFolder, phone } from './chromium.js';
import { overflow, picture, show, views, violations } from './looks.js';
import { Product } from './product.js';
import { clientScenes } from './scenes/client-scenes.js';
import { graduateScenes } from './scenes/graduate-scenes.js';
import type { Scene, Watchers } from './scenes/scene.js';
import { staffScenes } from './scenes/staff-scenes.js';
import { signInTalkers, type Talkers, talkBefore } from './scenes/talk-before.js';
import { Visitor } from './visitor.js';

/** `npm run screens` keeps the pictures in docs/screens; every other run throws them away. */
const kept = process.env.HOMEGROUP_SCREENS === 'write';
const passing = passingFolder();
const folder = kept ? join(__dirname, '../../docs/screens') : passing.path;
const scenes: Scene[] = [...clientScenes, ...staffScenes, ...graduateScenes];

let product: Product;
let browser: Browser;
let talkers: Talkers;
const watchers = {} as Watchers;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  talkers = await signInTalkers(product);
  await talkBefore(talkers);
  const at = (viewport: typeof phone) =>
    Visitor.arrive(browser, product, { viewport, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  const who: Record<keyof Watchers, [typeof phone, string | null]> = {
    nobody: [phone, null],
    client: [phone, 't.arkwright@example.org'],
    newcomer: [phone, 'i.abernathy@example.org'],
    alumnus: [phone, 'm.quintero@example.org'],
    counselor: [desktop, 'r.oyelaran@example.org'],
    supervisor: [desktop, 'a.lindqvist@example.org'],
    admin: [desktop, 'k.vance@example.org'],
  };
  for (const [name, [viewport, email]] of Object.entries(who) as [
    keyof Watchers,
    [typeof phone, string | null],
  ][]) {
    watchers[name] = await at(viewport);
    if (email) await watchers[name].signIn(email);
  }
}, 180_000);

afterAll(async () => {
  for (const wire of Object.values(talkers ?? {})) wire.close();
  await browser?.close();
  await product?.remove();
  passing.remove();
});

describe('every screen', () => {
  it.each(scenes.map((scene, index) => [scene.name, scene, index] as const))(
    '%s: no violation, nothing too wide, on both devices and in both lights',
    async (_name, scene, index) => {
      const visitor = watchers[scene.who];
      const first =
        scene.who === 'client' || scene.who === 'newcomer' || scene.who === 'alumnus' ? phone : desktop;
      await visitor.page.setViewportSize(scene.who === 'nobody' ? phone : first);
      await scene.open(visitor, watchers);
      const found: string[] = [];
      for (const view of views) {
        await show(visitor.page, view);
        if (scene.pictures.includes(view)) {
          const number = String(index + 1).padStart(2, '0');
          await picture(visitor.page, view, join(folder, `${number}-${scene.name}-${view}.png`));
        }
        for (const line of await violations(visitor.page)) found.push(`${view}: ${line}`);
      }
      for (const line of await overflow(visitor.page)) found.push(`320 px: ${line}`);
      await visitor.page.setViewportSize(first);
      await scene.leave?.(visitor);
      expect([...found, ...visitor.faults.splice(0)]).toEqual([]);
    },
  );
});
