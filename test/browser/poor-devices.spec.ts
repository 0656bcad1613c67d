import type { Browser } from 'playwright-core';
import { openChromium, phone } from './chromium.js';
import { overflow, violations } from './looks.js';
import { Product } from './product.js';
import { Signal } from './signal.js';
import { eventually } from './story.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

const room = 'Thursday Process';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  const wire = await Wire.of(product, 't.arkwright@example.org');
  await wire.sitDown(room);
  wire.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const arrive = () => Visitor.arrive(browser, product, { viewport: phone, reducedMotion: 'reduce' });

async function helpIsThere(visitor: Visitor): Promise<void> {
  await visitor.button(/help/i).first().click();
  await visitor.dialog().getByRole('link', { name: /988/ }).first().waitFor();
  await visitor.page.keyboard.press('Escape');
}

/** What everybody does: all of it without what the device would keep. */
async function writesAndLeaves(fern: Visitor, text: string): Promise<void> {
  await fern.openRoom(room);
  await fern.write('Half a sentence');
  await fern.goTo('Home');
  await fern.openRoom(room);
  await eventually(() => fern.composer().inputValue(), 'Half a sentence');
  await fern.say(text);
  await fern.goTo('Home');
  await fern.page.getByRole('link', { name: /You and this device/ }).click();
  await fern.button('Sign out').first().click();
  await fern.dialog().getByRole('button', { name: 'Sign out' }).click();
  await fern.words('You are signed out').waitFor();
}

describe('a poor device', () => {
  it('lets somebody in whose store of site data never answers, and out again', async () => {
    const fern = await arrive();
    await fern.context.addInitScript(() => {
      const open = indexedDB.open.bind(indexedDB);
      indexedDB.open = (...what) => Object.assign(open(...what), { addEventListener: () => undefined });
    });
    await fern.page.goto('/');
    await fern.fillSignIn('t.arkwright@example.org', product.passphrase);
    await fern.heading('One moment').waitFor();
    await helpIsThere(fern);
    await fern.heading(/Fern/).waitFor();
    await writesAndLeaves(fern, 'I am here, on an old phone.');
    expect(fern.faults).toEqual([]);
    await fern.leave();
  });

  it('holds words for as long as the page is there, says so, and asks before they go', async () => {
    const fern = await arrive();
    const signal = await Signal.of(fern.context);
    await fern.context.addInitScript(() => {
      // Full: nothing more is taken, and what was refused never is. It is called on its store below.
      // oxlint-disable-next-line typescript/unbound-method
      const put = IDBObjectStore.prototype.put;
      const refused = new Set<string>();
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...what: Parameters<typeof put>) {
        const key = JSON.stringify(what[1]);
        if (this.name === 'sealed' && !('room' in window)) refused.add(key);
        if (refused.has(key)) throw new DOMException('The device is full.', 'QuotaExceededError');
        return put.apply(this, what);
      };
    });
    await fern.signIn('t.arkwright@example.org');
    await fern.openRoom(room);
    await fern.write('Half a sentence');
    await fern.goTo('Home');
    await fern.openRoom(room);
    await eventually(() => fern.composer().inputValue(), 'Half a sentence');
    signal.lose();
    const text = 'Only this page has this.';
    await fern.say(text);
    await fern.message(text).getByText('Not sent yet, no signal. Keep this page open.').waitFor();
    await fern.page.evaluate(() => void Object.assign(window, { room: true }));
    await fern.say('The device has this.');
    await fern.untilKept((names) => names.includes('unsent'));
    await fern.page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await fern.message(text).getByText('Keep this page open.').isVisible()).toBe(true);
    const asked: string[] = [];
    const answer = new Promise<void>((resolve) => {
      fern.page.once('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.dismiss().then(resolve);
      });
    });
    await Promise.all([answer, fern.page.close({ runBeforeUnload: true })]);
    expect(asked).toEqual(['beforeunload']);
    await fern.message(text).waitFor();
    await signal.comeBack();
    await fern.words('Keep this page open.').waitFor({ state: 'detached' });
    expect(fern.faults).toEqual([]);
    await fern.leave();
  });

  it('says so where site data is blocked, and has help', async () => {
    const fern = await arrive();
    await fern.context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
      Object.defineProperty(navigator, 'cookieEnabled', { get: () => false });
    });
    await fern.page.goto('/');
    await fern.words('This browser keeps nothing for Homegroup').waitFor();
    expect(await violations(fern.page)).toEqual([]);
    await helpIsThere(fern);
    await fern.fillSignIn('t.arkwright@example.org', product.passphrase);
    await fern.heading(/Fern/).waitFor();
    await writesAndLeaves(fern, 'I am here, in a careful browser.');
    expect(fern.faults).toEqual([]);
    await fern.leave();
  });

  it('keeps the words of two windows that make the key to them at the same moment', async () => {
    const fern = await arrive();
    await fern.signIn('t.arkwright@example.org');
    await fern.openRoom(room);
    // As after a sign-out: signed in, and no key yet.
    await fern.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('homegroup');
          opening.addEventListener('success', () => {
            const work = opening.result.transaction('keys', 'readwrite');
            work.objectStore('keys').clear();
            work.addEventListener('complete', () => {
              opening.result.close();
              resolve();
            });
          });
        }),
    );
    await fern.context.addInitScript(() => {
      const made = crypto.subtle.generateKey.bind(crypto.subtle) as (...how: unknown[]) => Promise<CryptoKey>;
      const wait = new Promise<void>((resolve) => Object.assign(window, { makeKey: resolve }));
      const generateKey = async (...how: unknown[]) => {
        Object.assign(window, { wantsKey: true });
        await wait;
        return made(...how);
      };
      Object.assign(crypto.subtle, { generateKey });
    });
    const wantsKey = (at: Visitor) => at.page.waitForFunction(() => 'wantsKey' in window);
    const makeKey = (at: Visitor) =>
      at.page.evaluate(() => (window as unknown as { makeKey: () => void }).makeKey());
    const other = fern.besides(await fern.context.newPage());
    await other.page.goto('/');
    await wantsKey(other);
    await fern.page.reload();
    await wantsKey(fern);
    await makeKey(fern);
    await fern.composer().waitFor();
    await makeKey(other);
    await other.heading(/Fern/).waitFor();
    await fern.write('Half a sentence');
    await fern.draftIsKept();
    await fern.page.reload();
    await fern.composer().waitFor();
    expect(await fern.composer().inputValue()).toBe('Half a sentence');
    expect([...fern.faults, ...other.faults]).toEqual([]);
    await fern.leave();
  });

  it('is told of a link that was cut off in the middle of a character', async () => {
    const fern = await arrive();
    await fern.page.goto('/join#abc%E0%A4%A');
    await fern.heading('This link cannot be used').waitFor();
    expect(new URL(fern.page.url()).hash).toBe('');
    await helpIsThere(fern);
    expect(fern.faults).toEqual([]);
    await fern.leave();
  });

  it('has the numbers to call when the program does not arrive', async () => {
    const fern = await arrive();
    await fern.context.route(/\/assets\/.*\.js$/, (route) => route.abort());
    await fern.page.goto('/');
    expect(await fern.page.getByRole('link').count()).toBe(0);
    await fern.page.getByRole('link', { name: 'Call 988' }).waitFor();
    const numbers = await fern.page
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(numbers).toEqual(['tel:988', 'sms:988', 'tel:911']);
    expect(await violations(fern.page)).toEqual([]);
    expect(await overflow(fern.page)).toEqual([]);
    await fern.leave();
  });

  it('shows nobody who has left when somebody goes back to a page that the browser kept', async () => {
    const fern = await arrive();
    await fern.signIn('t.arkwright@example.org');
    await fern.heading(/Fern/).waitFor();
    // As if it had been kept: it heard nothing of what happened meanwhile.
    await fern.context.clearCookies();
    const loaded = fern.page.waitForEvent('load');
    await fern.page.evaluate(
      () => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    );
    await loaded;
    await fern.heading('Sign in').waitFor();
    await fern.leave();
  });
});
