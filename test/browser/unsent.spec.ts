import type { LogEvent, ServerEventPayload } from '@homegroup/protocol';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { Product } from './product.js';
import { Signal } from './signal.js';
import { eventually } from './story.js';
import { Visitor } from './visitor.js';
import { Wire } from './wire.js';

const room = 'Thursday Process';

let product: Product;
let browser: Browser;
/** Jo Baptiste, a peer, and everything that came to them. */
let jo: Wire;
const came: LogEvent[] = [];
/** Tamsin Arkwright, "Fern", at a screen with a bad signal. */
let fern: Visitor;
let signal: Signal;

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  jo = await Wire.of(product, 'j.baptiste@example.org');
  jo.socket.on('log:events', ({ events }: ServerEventPayload<'log:events'>) => came.push(...events));
  await jo.follow(await jo.sitDown(room));
  const wire = await Wire.of(product, 't.arkwright@example.org');
  await wire.sitDown(room);
  wire.close();
  fern = await Visitor.arrive(browser, product, { reducedMotion: 'reduce' });
  signal = await Signal.of(fern.context);
  await fern.signIn('t.arkwright@example.org');
  await fern.openRoom(room);
  await fern.composer().waitFor();
}, 120_000);

afterAll(async () => {
  jo?.close();
  await browser?.close();
  await product?.remove();
});

/** Resolves when what came to Jo is so. */
async function toJo(holds: (events: readonly LogEvent[]) => boolean): Promise<void> {
  while (!holds(came)) await new Promise<void>((resolve) => jo.socket.once('log:events', () => resolve()));
}

const said = (text: string) => came.filter((event) => event.kind === 'message:sent' && event.body === text);

/** A second window of Fern's, in the same browser. */
async function anotherWindow(): Promise<Visitor> {
  const other = fern.besides(await fern.context.newPage());
  await other.page.goto('/');
  await other.openRoom(room);
  await other.composer().waitFor();
  return other;
}

async function writeWithoutSignal(at: Visitor, text: string): Promise<void> {
  await at.say(text);
  await at.message(text).getByText('Not sent yet, no signal.').waitFor();
  // The strip comes in above after two seconds, and moves the list under a click.
  await at.words('Reconnecting.').waitFor();
}

describe('words that were not sent yet', () => {
  it('are taken back everywhere by their author, also when they had arrived and nobody knew', async () => {
    const text = 'I should not have said this.';
    signal.loseNextAcknowledgement();
    await writeWithoutSignal(fern, text);
    await toJo(() => said(text).length === 1);
    await fern.message(text).getByRole('button', { name: 'Delete' }).click();
    await fern.message(text).waitFor({ state: 'detached' });
    // Not before the device knows it: the page may go now.
    await fern.untilKept((names) => names.includes('withdrawn'));
    await fern.page.reload();
    await fern.composer().waitFor();
    await signal.comeBack();
    const [sent] = said(text);
    await toJo((events) =>
      events.some((event) => event.kind === 'message:removed' && event.target === sent?.seq),
    );
    await fern.page.getByText('You took back this message.').waitFor();
    expect(said(text)).toHaveLength(1);
    await fern.untilKept((names) => !names.includes('withdrawn'));
  });

  it('of two windows stay apart: each of them is sent once', async () => {
    const other = await anotherWindow();
    signal.lose();
    await writeWithoutSignal(fern, 'Written in the first window.');
    await writeWithoutSignal(other, 'Written in the second window.');
    await fern.untilKept((names) => names.filter((name) => name === 'unsent').length === 2);
    await other.page.close();
    await fern.page.goto('about:blank');
    await signal.comeBack();
    await fern.page.goto('/');
    const both = ['Written in the first window.', 'Written in the second window.'];
    await toJo(() => both.every((text) => said(text).length > 0));
    expect(both.map((text) => said(text).length)).toEqual([1, 1]);
  });

  it('stay on the screen of whoever wrote them while much that is new comes in', async () => {
    await fern.openRoom(room);
    signal.lose();
    await fern.page.reload();
    const id = await jo.conversation(room);
    for (let n = 1; n <= 40; n += 1) await jo.say(id, `Line ${n} of many.`);
    await writeWithoutSignal(fern, 'Written while nothing came in.');
    await signal.comeBack();
    await toJo(() => said('Written while nothing came in.').length > 0);
    await fern.message('Line 40 of many.').waitFor();
    await eventually(() => fern.inView('Written while nothing came in.'), true);
  });

  it('and are taken back in one window are sent by none', async () => {
    await fern.openRoom(room);
    signal.lose();
    await writeWithoutSignal(fern, 'Not for anybody.');
    await fern.untilKept((names) => names.includes('unsent'));
    const other = await anotherWindow();
    await other.message('Not for anybody.').waitFor();
    await fern.page.bringToFront();
    await fern.message('Not for anybody.').getByRole('button', { name: 'Delete' }).click();
    await other.page.bringToFront();
    await other.message('Not for anybody.').waitFor({ state: 'detached' });
    await signal.comeBack();
    await other.say('This is for everybody.');
    await toJo(() => said('This is for everybody.').length > 0);
    expect(said('Not for anybody.')).toEqual([]);
    expect([...fern.faults, ...other.faults]).toEqual([]);
  });
});
