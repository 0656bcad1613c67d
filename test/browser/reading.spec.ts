import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { Product } from './product.js';
import { eventually } from './story.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

const room = 'Thursday Process';
/** More than one page, and fewer than anybody may say at once. */
const much = 60;

let product: Product;
let browser: Browser;
/** Renata Oyelaran, counselor, who is only heard. */
let renata: Wire;
/** Tamsin Arkwright, "Fern", at her screen. */
let fern: Visitor;

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  renata = await Wire.of(product, 'r.oyelaran@example.org');
  fern = await Visitor.arrive(browser, product, { reducedMotion: 'reduce' });
}, 120_000);

afterAll(async () => {
  renata?.close();
  await browser?.close();
  await product?.remove();
});

/** Renata says so much that no screen shows all of it. Resolves with the number of the last. */
async function sayMuch(conversationId: string): Promise<number> {
  let last = 0;
  for (let n = 1; n <= much; n += 1) last = await renata.say(conversationId, `Line ${n} of many.`);
  return last;
}

/** Resolves when it holds, looked at whenever Renata is told how far somebody has read. */
async function toldOf(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise<void>((resolve) => renata.socket.once('read:moved', () => resolve()));
}

describe('whoever comes back to much that is new', () => {
  it('begins where reading stopped, and only what was on the screen counts as read', async () => {
    const fernsWire = await Wire.of(product, 't.arkwright@example.org');
    const body = { personId: renata.session.me.id };
    const { id } = await fernsWire.call('direct.open', { body });
    fernsWire.close();
    const last = await sayMuch(id);
    const told: number[] = [];
    await renata.follow(id);
    renata.socket.on('read:moved', ({ conversationId, seq }: { conversationId: string; seq: number }) => {
      if (conversationId === id) told.push(seq);
    });

    await fern.signIn('t.arkwright@example.org');
    await fern.goTo('Messages');
    await fern.page
      .getByRole('main')
      .getByRole('link', { name: /Renata Oyelaran/ })
      .click();
    // How many are below: those on the screen are not among them.
    const below = fern.button(/^\d+ new$/);
    await below.waitFor();
    expect(Number.parseInt((await below.textContent()) ?? '', 10)).toBeGreaterThan(10);
    await toldOf(() => told.length > 0);
    await below.click();
    await eventually(() => fern.inView(`Line ${much} of many.`), true);
    await toldOf(() => told.at(-1) === last);
    expect(told[0]).toBeLessThan(last - 10);
  });

  it('sees their own words at once, also when older ones come in above meanwhile', async () => {
    const jo = await Wire.of(product, 'j.baptiste@example.org');
    await jo.sitDown(room);
    const fernsWire = await Wire.of(product, 't.arkwright@example.org');
    await sayMuch(await fernsWire.sitDown(room));
    for (const each of [jo, fernsWire]) each.close();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await fern.page.route(/\/history\?/, async (route) => {
      await released;
      await route.continue();
    });
    const older = fern.page.waitForResponse(/\/history\?/);
    // A page that was there all along holds all of it.
    await fern.page.reload();
    await fern.openRoom(room);
    await fern.button('Earlier messages').click();
    await fern.write('I am here, and I have not read it all.');
    await fern.composer().press('Enter');
    release();
    await eventually(() => fern.inView('I am here, and I have not read it all.'), true);
    await older;
    await fern.page.unrouteAll({ behavior: 'wait' });
    await eventually(() => fern.inView('I am here, and I have not read it all.'), true);
    await fern.openRoom(room);
    await fern.write('So I ask.');
    await fern.composer().press('Enter');
    await eventually(() => fern.inView('So I ask.'), true);
    expect(fern.faults).toEqual([]);
  });
});
