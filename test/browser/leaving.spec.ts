import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { Product } from './product.js';
import { Signal } from './signal.js';
import { eventually } from './story.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

const api = /\/api\//;

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Tamsin Arkwright, "Fern", at a computer that others use as well, without a network. */
async function withoutNetwork(): Promise<{ fern: Visitor; signal: Signal }> {
  const fern = await Visitor.arrive(browser, product, { reducedMotion: 'reduce' });
  const signal = await Signal.of(fern.context);
  await fern.signIn('t.arkwright@example.org');
  await fern.heading(/Fern/).waitFor();
  return { fern, signal };
}

async function signOut(fern: Visitor): Promise<void> {
  await fern.page.getByRole('link', { name: /You and this device/ }).click();
  await fern.button('Sign out').first().click();
  await fern.dialog().getByRole('button', { name: 'Sign out' }).click();
}

describe('whoever signs out while the server cannot be reached', () => {
  it('is out at every window of the browser, stays out, and is out on the server once there is a network', async () => {
    const elsewhere = await Wire.of(product, 't.arkwright@example.org');
    const { fern, signal } = await withoutNetwork();
    const other = fern.besides(await fern.context.newPage());
    await other.page.goto('/');
    await other.heading(/Fern/).waitFor();
    expect(await elsewhere.call('session.list')).toHaveLength(2);

    signal.lose();
    await fern.context.route(api, (route) => route.abort());
    await signOut(fern);
    await fern.words('You are signed out on this device').waitFor();
    await other.words('You are signed out on this device').waitFor();
    await fern.page.reload();
    await fern.words('You are signed out on this device').waitFor();
    await other.page.close();
    await fern.page.close();
    expect(await elsewhere.call('session.list')).toHaveLength(2);

    // Whoever comes next.
    await fern.context.unroute(api);
    await signal.comeBack();
    const next = fern.besides(await fern.context.newPage());
    await next.page.goto('/');
    await next.heading('Sign in').waitFor();
    await next.words('Nothing of yours is left on this device.').waitFor();
    expect(await elsewhere.call('session.list')).toHaveLength(1);
    expect((await fern.context.cookies()).map(({ name }) => name)).toEqual([]);
    await next.page.reload();
    await next.heading('Sign in').waitFor();
    await next.fillSignIn('j.baptiste@example.org', product.passphrase);
    await next.heading(/Jo/).waitFor();
    elsewhere.close();
    expect([...fern.faults, ...other.faults, ...next.faults]).toEqual([]);
  });

  it('is out here at once also when the server never answers', async () => {
    const { fern } = await withoutNetwork();
    await fern.page.route(/\/api\/session$/, () => undefined);
    await signOut(fern);
    await fern.words('You are signed out on this device').waitFor();
    await fern.page.unrouteAll({ behavior: 'ignoreErrors' });
    await eventually(() => fern.words('You are signed out on this device').isVisible(), false);
    await fern.heading('Sign in').waitFor();
  });
});
