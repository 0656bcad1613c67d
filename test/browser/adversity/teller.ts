import type { Browser } from 'playwright-core';
import { desktop } from '../chromium.js';
import type { Product } from '../product.js';
import { Signal } from '../signal.js';
import { Visitor } from '../visitor.js';
import { Wire } from '../wire.js';

/** Somebody with two windows of one browser on the same conversation, who remembers what they said at each. */
export class Teller {
  /** What was sent at each window, in order; what was taken back is not in it any more. */
  readonly said: string[][] = [[], []];
  private readonly all: Visitor[];

  private constructor(
    readonly name: string,
    private readonly room: string,
    readonly signal: Signal,
    ...windows: Visitor[]
  ) {
    this.all = windows;
  }

  static async of(browser: Browser, product: Product, email: string, room: string): Promise<Teller> {
    const wire = await Wire.of(product, email);
    await wire.sitDown(room);
    wire.close();
    const first = await Visitor.arrive(browser, product, { reducedMotion: 'reduce' });
    const signal = await Signal.of(first.context);
    await first.signIn(email);
    const second = first.besides(await first.context.newPage());
    await second.page.goto('/');
    const teller = new Teller(email, room, signal, first, second);
    for (const window of teller.all) await teller.openRoom(window);
    return teller;
  }

  get windows(): readonly Visitor[] {
    return this.all;
  }

  async say(at: number, text: string): Promise<void> {
    const window = this.window(at);
    // A window behind another draws itself once a second.
    await window.page.bringToFront();
    await window.say(text);
    this.said[at]?.push(text);
    // The device has it: it forgets a draft only after it has kept what became of it.
    await window.untilKept((names) => !names.includes('draft'));
  }

  async reload(at: number): Promise<void> {
    await this.window(at).page.reload();
    await this.window(at).composer().waitFor();
  }

  async closeAndOpenAnother(at: number): Promise<void> {
    const closed = this.window(at);
    await closed.page.close();
    const opened = closed.besides(await closed.context.newPage());
    this.all[at] = opened;
    await opened.page.goto('/');
    await this.openRoom(opened);
  }

  /** The first of what waits there, in one instant: the signal may come back in the next, and then it is another. */
  async takeBack(at: number): Promise<void> {
    const label = await this.window(at).page.evaluate(() => {
      const waiting = [...document.querySelectorAll('[role="feed"] article')].find((article) =>
        article.textContent.includes('Not sent yet, no signal.'),
      );
      const buttons = [...(waiting?.querySelectorAll('button') ?? [])];
      buttons.find((button) => button.textContent === 'Delete')?.click();
      return waiting?.getAttribute('aria-label') ?? null;
    });
    if (label === null) return;
    for (const said of this.said) {
      const which = said.findIndex((text) => label.endsWith(text));
      if (which >= 0) said.splice(which, 1);
    }
  }

  /** What each window shows of the conversation, from its first message to its last. */
  async shown(at: number): Promise<string[]> {
    const { page } = this.window(at);
    await page.bringToFront();
    // High enough for all of it, and left so: the list takes a moment to draw what it has room for.
    await page.setViewportSize({ width: desktop.width, height: 8000 });
    return this.window(at)
      .feed()
      .getByRole('article')
      .evaluateAll((articles) => articles.map((each) => each.getAttribute('aria-label') ?? ''));
  }

  private window(at: number): Visitor {
    const window = this.all[at];
    if (!window) throw new Error(`there is no window ${at}`);
    return window;
  }

  private async openRoom(window: Visitor): Promise<void> {
    await window.openRoom(this.room);
    await window.composer().waitFor();
  }
}
