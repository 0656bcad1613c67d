import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { desktop, place } from './chromium.js';
import type { Product } from './product.js';

/** What Chromium itself says about requests and connections that fail: the story fails them on purpose. */
const ofTheNetwork =
  /^Failed to load resource|^WebSocket connection to .* failed|^WebSocket is already in CLOSING or CLOSED/;

export interface SaidMessage {
  author: string;
  text: string;
}

/** One person at one browser: a context of their own, and what they do in it, in the product's words. */
export class Visitor {
  /** Errors of the page and of its content policy; there should be none. */
  readonly faults: string[] = [];
  /** The addresses of the connections that the page opened. */
  readonly connections: URL[] = [];

  private constructor(
    readonly product: Product,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.watch(page);
  }

  static async arrive(
    browser: Browser,
    product: Product,
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: product.url,
      viewport: desktop,
      ...place,
      ...options,
    });
    context.setDefaultTimeout(30_000);
    const visitor = new Visitor(product, context, await context.newPage());
    return visitor;
  }

  /** The same person at another window of the same browser. */
  besides(page: Page): Visitor {
    return new Visitor(this.product, this.context, page);
  }

  watch(page: Page): void {
    page.on('websocket', (socket) => this.connections.push(new URL(socket.url())));
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      if (ofTheNetwork.test(message.text())) return;
      this.faults.push(`${page.url()}: ${message.text()}`);
    });
  }

  async signIn(email: string, password = this.product.passphrase): Promise<void> {
    await this.page.goto('/');
    await this.fillSignIn(email, password);
    await this.button('Sign in').waitFor({ state: 'detached' });
  }

  async fillSignIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Passphrase').fill(password);
    await this.button('Sign in').click();
  }

  /** By the navigation, as everybody does; on a phone a conversation has the screen to itself. */
  async goTo(entry: string): Promise<void> {
    const back = this.page.getByRole('link', { name: 'Back to the list' });
    if (await back.isVisible()) await back.click();
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry }).click();
  }

  async openRoom(title: string, entry: 'Groups' | 'Rooms' | 'Circle' = 'Groups'): Promise<void> {
    await this.goTo(entry);
    // The list, and not the home before it, which may name the same room.
    await this.heading(entry).waitFor();
    await this.page.getByRole('main').getByRole('link', { name: title }).click();
    await this.heading(title).waitFor();
  }

  /** Takes the seat and accepts the agreement. */
  async sitDown(): Promise<void> {
    await this.page.getByRole('button', { name: /agree/i }).click();
    await this.composer().waitFor();
  }

  composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Write to / });
  }

  async write(text: string): Promise<void> {
    await this.composer().fill(text);
  }

  /** Goes on writing until `seen` shows on another's screen: that somebody writes is told again and again, and kept nowhere. */
  async keepWriting(text: string, seen: Locator): Promise<void> {
    const until = Date.now() + 30_000;
    for (let turn = 0; !(await seen.isVisible()); turn += 1) {
      if (Date.now() > until) throw new Error(`wrote for 30 seconds and nobody saw: ${seen.toString()}`);
      await this.write(turn % 2 === 0 ? text : `${text} `);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** The device holds a draft: what is typed in the last instant before a page goes may not have reached it. */
  async draftIsKept(): Promise<void> {
    await this.untilKept((names) => names.includes('draft'));
  }

  async say(text: string): Promise<void> {
    await this.write(text);
    await this.composer().press('Enter');
    await this.message(text).waitFor();
  }

  feed(): Locator {
    return this.page.getByRole('feed');
  }

  /** The message with these words, whoever wrote it; an answer that quotes them is another. */
  message(text: string): Locator {
    return this.feed().getByRole('article', { name: text });
  }

  /** Whether all of it is on the screen, with nothing of the page over its last line. */
  inView(text: string): Promise<boolean> {
    return this.message(text).evaluate((article) => {
      const { left, bottom, top } = article.getBoundingClientRect();
      const feed = article.closest('[data-virtuoso-scroller]')?.getBoundingClientRect();
      const over = document.elementFromPoint(left + 60, bottom - 4);
      return feed !== undefined && top >= feed.top && bottom <= feed.bottom + 1 && article.contains(over);
    });
  }

  /** Where whoever reads along is: a window that was made high and low again in one moment may have lost the place. */
  private async toEnd(): Promise<void> {
    await this.feed().evaluate(async (feed) => {
      const scroller = feed.closest('[data-virtuoso-scroller]') ?? feed;
      const gap = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      for (let still = 0; still < 5; still = gap() <= 1 ? still + 1 : 0) {
        scroller.scrollTo({ top: scroller.scrollHeight });
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
  }

  /** Opens the menu of a message and chooses from it. */
  async choose(text: string, action: string | RegExp): Promise<void> {
    const message = this.message(text);
    // The focus keeps the actions open also while the list moves, which a pointer that stands still does not.
    await message.focus();
    await message.getByRole('button', { name: /^More for the message of/ }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async choosePerson(name: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** Every message of the conversation that is open, in order, as read aloud; the window grows to show them all. */
  async messages(): Promise<SaidMessage[]> {
    const before = this.page.viewportSize() ?? desktop;
    await this.page.setViewportSize({ width: before.width, height: 4000 });
    const said = await this.feed()
      .getByRole('article')
      .evaluateAll((articles) => articles.map((article) => article.getAttribute('aria-label') ?? ''));
    await this.page.setViewportSize(before);
    await this.toEnd();
    return said.flatMap((label) => {
      const [, author, text] =
        /^(.*?)(?: \(you\))?, \d+:\d\d [ap]m(?:, [^:]*)?: ([\s\S]*)$/.exec(label) ?? [];
      return author && text !== undefined ? [{ author, text }] : [];
    });
  }

  /** Names of what this device keeps of drafts and unsent words; what they hold is encrypted. */
  kept(): Promise<string[]> {
    return this.page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open('homegroup');
          opening.addEventListener('error', () => reject(opening.error));
          opening.addEventListener('success', () => {
            const asking = opening.result.transaction('sealed').objectStore('sealed').getAllKeys();
            asking.onsuccess = () => {
              opening.result.close();
              resolve(asking.result.map((key) => String((key as string[])[1]).split('/')[0] ?? ''));
            };
          });
        }),
    );
  }

  async untilKept(holds: (names: readonly string[]) => boolean): Promise<void> {
    while (!holds(await this.kept())) await this.page.evaluate(() => new Promise(requestAnimationFrame));
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name, exact: typeof name === 'string' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Words that stand anywhere on the page. */
  words(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
