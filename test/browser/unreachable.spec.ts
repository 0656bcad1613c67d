import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { openChromium, phone } from './chromium.js';
import { Product } from './product.js';
import { Visitor } from './visitor.js';

let product: Product;
let browser: Browser;
/** Tamsin Arkwright, "Fern", who was here before. */
let fern: Visitor;
let instead: Server | null = null;

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  fern = await Visitor.arrive(browser, product, { viewport: phone, reducedMotion: 'reduce' });
  await fern.signIn('t.arkwright@example.org');
  await fern.heading(/Fern/).waitFor();
  await fern.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await (await caches.open('homegroup-shell')).match('/')))
      await new Promise(requestAnimationFrame);
  });
  await product.kill();
}, 120_000);

afterEach(async () => {
  await fern.page.goto('about:blank');
  await nothingInItsPlace();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Something else answers where the product was. */
async function inItsPlace(answer: RequestListener): Promise<void> {
  instead = createServer(answer);
  instead.listen(Number(new URL(product.url).port), 'localhost');
  await once(instead, 'listening');
}

async function nothingInItsPlace(): Promise<void> {
  const server = instead;
  instead = null;
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
}

/** Somebody who opens it in distress has the numbers to call, in one tap. */
async function helpIsThere(): Promise<void> {
  await fern.page.getByRole('button', { name: /help/i }).first().click();
  await fern.dialog().getByRole('link', { name: /988/ }).first().waitFor();
  await fern.page.keyboard.press('Escape');
}

describe('whoever opens Homegroup while it cannot be reached', () => {
  it('has help, when a balancer answers that nobody is there', async () => {
    await inItsPlace((_request, response) => response.writeHead(502).end('<h1>502 Bad Gateway</h1>'));
    await fern.page.goto('/');
    await fern.heading('No connection').waitFor();
    await helpIsThere();
  });

  it('has help, when nothing answers at all', async () => {
    await inItsPlace(() => undefined);
    await fern.page.goto('/');
    await fern.heading('One moment').waitFor();
    await helpIsThere();
    await fern.heading('No connection').waitFor();
    await helpIsThere();
  });

  it('is let in, with nothing to press, once it is back', async () => {
    await inItsPlace((_request, response) => response.writeHead(502).end());
    await fern.page.goto('/');
    await fern.heading('No connection').waitFor();
    await nothingInItsPlace();
    await product.restart();
    await fern.heading(/Fern/).waitFor();
    expect(fern.faults).toEqual([]);
  });
});
