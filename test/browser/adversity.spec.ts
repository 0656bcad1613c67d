import type { Page, TimelineItem } from '@homegroup/protocol';
import type { Browser } from 'playwright-core';
import { Random } from '../chaos/random.js';
import { Teller } from './adversity/teller.js';
import { openChromium } from './chromium.js';
import { Product } from './product.js';
import { Wire } from './wire.js';

/** `ADVERSITY=SEED:STEPS` tries other and longer ones by hand. */
const [seed = 1, steps = 60] = (process.env.ADVERSITY ?? '').split(':').filter(Boolean).map(Number);
const room = 'Thursday Process';
const emails = ['t.arkwright@example.org', 'j.baptiste@example.org'];
const acts = [
  ...['say', 'say', 'say', 'say', 'say', 'say'],
  ...['lose', 'lose unheard', 'come back', 'take back', 'reload', 'another window', 'power cut'],
] as const;

let product: Product;
let browser: Browser;
let tellers: Teller[];
/** Resolves when the product runs again after a power cut. */
let up: Promise<void> | null = null;
const happened: string[] = [];

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  // Sees all of it, being there before anybody speaks.
  const renata = await Wire.of(product, 'r.oyelaran@example.org');
  await renata.sitDown(room);
  renata.close();
  tellers = await Promise.all(emails.map((email) => Teller.of(browser, product, email, room)));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function powerCut(): Promise<void> {
  await product.kill();
  const restart = async () => {
    await product.restart();
    up = null;
  };
  up = restart();
}

async function step(random: Random, n: number): Promise<void> {
  const teller = random.pick(tellers);
  const at = random.between(0, 1);
  const act = random.pick(acts);
  happened.push(`${teller.name} ${at}: ${act}`);
  if (act === 'say') return teller.say(at, `Words ${n}.`);
  if (act === 'lose') return teller.signal.lose();
  if (act === 'lose unheard') return teller.signal.loseNextAcknowledgement();
  if (act === 'come back') return teller.signal.comeBack();
  if (act === 'take back') return teller.takeBack(at);
  // The rest needs a product that answers.
  await up;
  if (act === 'reload') return teller.reload(at);
  if (act === 'another window') return teller.closeAndOpenAnother(at);
  return powerCut();
}

/** The messages that have words, in order, as the log has them. */
async function inLog(wire: Wire, id: string): Promise<string[]> {
  const items: TimelineItem[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const query = { limit: 100, ...(before !== undefined && { before }) };
    const page: Page = await wire.call('conversations.history', { params: { id }, query });
    items.unshift(...page.items);
    before = page.earlier;
  }
  return items.flatMap((item) => (item.type === 'message' && item.body !== null ? [item.body] : []));
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort((a, b) => a.localeCompare(b));

/** Waits until what `read` finds is so, and shows what it is when it never comes. */
async function untilSo<T>(read: () => Promise<T>, holds: (found: T) => void): Promise<T> {
  const until = Date.now() + 40_000;
  for (;;) {
    const found = await read();
    try {
      holds(found);
      return found;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it(`at two windows each, with lost signals and power cuts: all that was said is there once, in order, on every screen (seed ${seed})`, async () => {
  const random = new Random(seed);
  try {
    for (let n = 1; n <= steps; n += 1) await step(random, n);
    await up;
    for (const { signal } of tellers) await signal.comeBack();
    const wire = await Wire.of(product, 'r.oyelaran@example.org');
    const id = await wire.conversation(room);
    const said = tellers.flatMap((teller) => teller.said.flat());
    const log = await untilSo(
      () => inLog(wire, id),
      (found) => expect(sorted(found)).toEqual(sorted(said)),
    );
    for (const windows of tellers.map((teller) => teller.said))
      for (const here of windows) expect(log.filter((text) => here.includes(text))).toEqual(here);
    for (const teller of tellers)
      for (const at of [0, 1])
        await untilSo(
          () => teller.shown(at),
          (labels) => expect(labels.flatMap((label) => /Words \d+\.$/.exec(label) ?? [])).toEqual(log),
        );
    for (const { windows } of tellers) expect(windows.flatMap(({ faults }) => faults)).toEqual([]);
    const done = new Set(happened.map((each) => each.split(': ')[1]));
    expect(done).toEqual(new Set<string>(acts));
    wire.close();
  } catch (error) {
    process.stderr.write(`${happened.join('\n')}\nThe log's end:\n${product.log().slice(-2000)}\n`);
    for (const { name, windows } of tellers)
      for (const [at, { page, faults }] of windows.entries()) {
        const seen = await page.evaluate(() => document.body.innerText).catch(String);
        process.stderr.write(`${name} ${at} at ${page.url()}: ${faults.join('; ')}\n${seen}\n\n`);
      }
    throw error;
  }
});
