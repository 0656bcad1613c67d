import type { Browser } from 'playwright-core';
import { desktop } from '../chromium.js';
import type { Product } from '../product.js';
import { Signal } from '../signal.js';
import { Visitor } from '../visitor.js';
import { Wire } from '../wire.js';

/** The wait for a button that may be gone at any moment, in milliseconds. */
const aMoment = 1500;

/** Somebody with two windows of one browser on the same conversation, who remembers what they said at each. */
export class Teller {
  /** What was sent at each window, in order; what was taken back is not in it any more. */
  readonly said: string[][] = [[], []];
  readonly takenBack: string[] = [];
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

  /** The first of what waits there, if the signal does not come back meanwhile. */
  async takeBack(at: number): Promise<void> {
    const waiting = this.window(at)
      .feed()
      .getByRole('article')
      .filter({ hasText: 'Not sent yet, no signal.' })
      .first();
    try {
      const label = await waiting.getAttribute('aria-label', { timeout: aMoment });
      await waiting.getByRole('button', { name: 'Delete' }).click({ timeout: aMoment });
      const text = this.said.flat().find((each) => label?.endsWith(each));
      if (!text) throw new Error(`${this.name} never said what reads "${label}"`);
      this.takenBack.push(text);
      for (const said of this.said) if (said.includes(text)) said.splice(said.indexOf(text), 1);
    } catch (error) {
      // Sent meanwhile, or nothing waited.
      if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
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
