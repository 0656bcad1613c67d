import type { Locator } from 'playwright-core';
import { eventually, room, type Story } from '../story.js';
import type { Visitor } from '../visitor.js';

const mostStops = 80;

/** Presses Tab (or Shift+Tab) until the wanted one has the focus, as somebody without a pointer does. */
async function tabTo(by: Visitor, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await wanted.waitFor();
  for (let stops = 0; stops < mostStops; stops += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await by.page.keyboard.press(key);
  }
  throw new Error(`${mostStops} stops and not there: ${String(wanted)}`);
}

/** The counselor, at another browser and without a pointer. */
export function keyboardAlone(story: Story): void {
  let keys: Visitor;

  story.step('by keyboard: sign in, open a room, write, ask for help, send', async () => {
    keys = await story.arrive();
    const { page } = keys;
    const press = (key: string) => page.keyboard.press(key);
    await page.goto('/');
    await tabTo(keys, page.getByLabel('E-mail'));
    await page.keyboard.type('r.oyelaran@example.org');
    await tabTo(keys, page.getByLabel('Passphrase'));
    await page.keyboard.type(story.product.passphrase);
    await press('Enter');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await skip.waitFor({ state: 'attached' });
    await tabTo(keys, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rooms' }));
    await press('Enter');
    await tabTo(keys, page.getByRole('main').getByRole('link', { name: new RegExp(room) }));
    await press('Enter');
    await tabTo(keys, keys.composer());
    await page.keyboard.type('Written without a mouse,');
    await press('Alt+Shift+H');
    await keys.heading('Reach someone now').waitFor();
    await press('Escape');
    await keys.dialog().waitFor({ state: 'detached' });
    // The sheet gives the focus back to where it was.
    await eventually(() => keys.composer().evaluate((field) => field === document.activeElement), true);
    await page.keyboard.type(' after a look at Help.');
    await press('Enter');
    await keys.message('Written without a mouse, after a look at Help.').waitFor();
  });

  story.step('by keyboard: one tab stop for the messages, arrows inside, and a message removed', async () => {
    const { page } = keys;
    const press = (key: string) => page.keyboard.press(key);
    const own = keys.message('Written without a mouse');
    await tabTo(keys, own, 'Shift+Tab');
    const others = keys.message('May I say one thing?');
    for (let moved = 0; moved < mostStops; moved += 1) {
      if (await others.evaluate((element) => element === document.activeElement).catch(() => false)) break;
      await press('ArrowUp');
    }
    await tabTo(keys, others.getByRole('button', { name: /^More for the message of Odie/ }));
    await press('Enter');
    const remove = page.getByRole('menuitem', { name: 'Remove, leave a note' });
    await remove.waitFor();
    for (let moved = 0; moved < 10; moved += 1) {
      if (await remove.evaluate((element) => element === document.activeElement)) break;
      await press('ArrowDown');
    }
    await press('Enter');
    await tabTo(keys, keys.dialog().getByRole('radio').first());
    await press('Space');
    await tabTo(keys, keys.dialog().getByLabel('What Odie reads'));
    await page.keyboard.type('It was a good question for another day.');
    await tabTo(keys, keys.dialog().getByRole('button', { name: 'Remove it' }));
    await press('Enter');
    await keys.dialog().waitFor({ state: 'detached' });
    await keys.message('A counselor removed a message.').last().waitFor();
    expect(await page.getByText('May I say one thing?').count()).toBe(0);
    expect(keys.faults).toEqual([]);
    await keys.leave();
  });
}
