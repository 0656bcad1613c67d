import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openChromium, phone } from './chromium.js';
import { Product } from './product.js';
import { Visitor } from './visitor.js';

/** The five people of the story, each at a browser of their own. */
export interface Cast {
  /** Renata Oyelaran, counselor. */
  renata: Visitor;
  /** Tamsin Arkwright, "Fern", a client, at a phone. */
  fern: Visitor;
  /** Odette Marchetti, "Odie", a client who comes in while the story runs, at a phone. */
  odie: Visitor;
  /** Marisol Quintero, "Mari", an alumnus, at a phone. */
  mari: Visitor;
  /** Kit Vance, programme admin. */
  kit: Visitor;
}

export const odiesEmail = 'o.marchetti@example.org';
export const odiesPassphrase = 'marmalade on a slow Sunday';
export const room = 'Thursday Process';

/** One product, one Chromium, the cast, and steps that build on each other. */
export class Story {
  product!: Product;
  browser!: Browser;
  private cast: Cast | null = null;
  private brokenAt: string | null = null;

  get people(): Cast {
    if (!this.cast) throw new Error('the story has not begun');
    return this.cast;
  }

  async begin(): Promise<void> {
    [this.browser, this.product] = await Promise.all([openChromium(), Product.start()]);
    const atPhone = { viewport: phone };
    const [renata, fern, odie, mari, kit] = await Promise.all([
      this.arrive(),
      this.arrive(atPhone),
      this.arrive(atPhone),
      this.arrive(atPhone),
      this.arrive(),
    ]);
    this.cast = { renata, fern, odie, mari, kit };
  }

  arrive(options?: BrowserContextOptions): Promise<Visitor> {
    return Visitor.arrive(this.browser, this.product, options);
  }

  /** A step that is told at once when an earlier one failed, instead of waiting in vain for what that one left out. */
  step(name: string, act: (cast: Cast) => Promise<void>): void {
    it(name, async () => {
      if (this.brokenAt) throw quiet(`not tried: "${this.brokenAt}" failed before`);
      try {
        await act(this.people);
      } catch (error) {
        this.brokenAt = name;
        await this.showAll();
        throw error;
      }
    });
  }

  /** What everybody has on the screen now, for whoever looks into a failure. */
  private async showAll(): Promise<void> {
    const folder = join(tmpdir(), 'homegroup-story');
    for (const [name, visitor] of Object.entries(this.people) as [string, Visitor][]) {
      await visitor.page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
      const seen = await visitor.page.evaluate(() => document.body.innerText).catch(() => '');
      process.stderr.write(`${name} at ${visitor.page.url()}: ${visitor.faults.join('; ')}\n${seen}\n\n`);
    }
    process.stderr.write(`The log's end:\n${this.product.log().slice(-4000)}\n`);
    process.stderr.write(`Pictures of where it failed: ${folder}\n`);
  }

  async end(): Promise<void> {
    await this.browser?.close();
    await this.product?.remove();
  }
}

function quiet(message: string): Error {
  const error = new Error(message);
  error.stack = '';
  return error;
}

/** Waits until what `read` finds equals `wanted`, and shows the difference when it never does. */
export async function eventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  const until = Date.now() + 30_000;
  let found = await read();
  while (JSON.stringify(found) !== JSON.stringify(wanted) && Date.now() < until) found = await read();
  expect(found).toEqual(wanted);
}
