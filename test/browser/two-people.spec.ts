import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { violations } from './looks.js';
import { Product } from './product.js';
import { Signal } from './signal.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

const room = 'Thursday Process';
const ended = 'Your session has ended';
const passphrase = 'a few words that only Jo puts together';

let product: Product;
let browser: Browser;
let admin: Wire;
/** Jo Baptiste. */
let joId: string;

/** @returns who that is */
async function seat(email: string): Promise<string> {
  const wire = await Wire.of(product, email);
  await wire.sitDown(room);
  wire.close();
  return wire.session.me.id;
}

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  admin = await Wire.of(product, 'k.vance@example.org');
  await seat('t.arkwright@example.org');
  joId = await seat('j.baptiste@example.org');
}, 120_000);

afterAll(async () => {
  admin?.close();
  await browser?.close();
  await product?.remove();
});

/** Tamsin Arkwright, "Fern", in her room, at a computer that others use as well. */
async function fernInHerRoom(): Promise<{ fern: Visitor; signal: Signal }> {
  const fern = await Visitor.arrive(browser, product, { reducedMotion: 'reduce' });
  const signal = await Signal.of(fern.context);
  await fern.signIn('t.arkwright@example.org');
  await fern.openRoom(room);
  await fern.composer().waitFor();
  return { fern, signal };
}

/** Jo opens a link to a new passphrase at another window of that browser. */
async function joByLink(fern: Visitor): Promise<Visitor> {
  const { url } = await admin.call('people.invite', { params: { id: joId } });
  const jo = fern.besides(await fern.context.newPage());
  await jo.page.goto(url.replace(/^https?:\/\/[^/]+/, product.url));
  await jo.words('Fern is signed in in this browser').waitFor();
  await jo.page.getByLabel('Passphrase').fill(passphrase);
  await jo.page.getByLabel('Once more').fill(passphrase);
  return jo;
}

const setIt = (jo: Visitor) => jo.button('Set it and sign in').click();

describe('a browser at which somebody else comes in', () => {
  it('lets go of whoever was signed in, at once and everywhere, and keeps what the newcomer writes', async () => {
    const { fern } = await fernInHerRoom();
    await fern.write('Half a sentence of Fern');
    await fern.draftIsKept();
    const jo = await joByLink(fern);
    expect(await violations(jo.page)).toEqual([]);
    await setIt(jo);
    await fern.words(ended).waitFor();
    await jo.heading(/Jo/).waitFor();

    await jo.openRoom(room);
    await jo.composer().waitFor();
    expect(await jo.composer().inputValue()).toBe('');
    await jo.write('Half a sentence of Jo');
    await jo.draftIsKept();
    await jo.page.reload();
    await jo.composer().waitFor();
    expect(await jo.composer().inputValue()).toBe('Half a sentence of Jo');
    expect(await fern.words(ended).isVisible()).toBe(true);

    // Fern again, at her own window: now it is Jo who is let go.
    await fern.fillSignIn('t.arkwright@example.org', product.passphrase);
    await jo.words(ended).waitFor();
    await fern.composer().waitFor();
    expect(await fern.composer().inputValue()).toBe('');
    expect([...fern.faults, ...jo.faults]).toEqual([]);
    await fern.leave();
  });

  it('never goes on as the newcomer at a window that nobody could tell', async () => {
    const { fern, signal } = await fernInHerRoom();
    signal.lose();
    const jo = await joByLink(fern);
    await setIt(jo);
    await jo.page.getByRole('navigation', { name: 'Main' }).waitFor();
    const asked: string[] = [];
    const as = new Set<string>();
    fern.page.on('request', (request) => {
      const { authorization } = request.headers();
      if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname);
      if (authorization) as.add(authorization);
    });
    await fern.page.getByRole('link', { name: /Fern/ }).click();
    await fern.words(ended).waitFor();
    // What Fern's window asked for was refused, and not asked for again with the newcomer's token.
    expect(asked).toContain('/api/session/refresh');
    expect(as.size).toBe(1);
    expect([...fern.faults, ...jo.faults]).toEqual([]);
    await fern.leave();
  });
});
