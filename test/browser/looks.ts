import { type AxeResults, source } from 'axe-core';
import type { Page } from 'playwright-core';
import type { View } from './scenes/scene.js';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Changes the light. Without motion, so that colours stand still. */
export async function light(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction(
    (theme) => document.documentElement.dataset.theme === theme && document.fonts.status === 'loaded',
    colorScheme,
  );
  await drawn(page);
}

/** Changes the size of the screen; resolves when the page has found its place in it. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await drawn(page);
}

async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What axe finds, one line each. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // After a change of size the list puts its rows in anew: then one of the messages is its tab stop again.
  await page.waitForFunction(() => {
    const feed = document.querySelector('[role="feed"]');
    return !feed?.querySelector('article') || feed.querySelector('[tabindex="0"]');
  });
  const found = await page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<AxeResults> };
    };
    return (await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] })).violations;
  }, rules);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`,
    ),
  );
}

/** What is wider than the screen, which nothing should be: 320 px is a 1280 px wide page at 400 %. */
export async function overflow(page: Page, width = 320): Promise<string[]> {
  await resize(page, { width, height: 640 });
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const wide = [...document.querySelectorAll('*')].filter((element) => {
      if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) return false;
      // A table may be wider than the screen, in a box of its own that scrolls.
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      return element === document.documentElement || (scrolls && !element.querySelector('table, textarea'));
    });
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > edge,
    );
    return wide.map(
      (element) => `${element.tagName} is ${element.scrollWidth} wide: ${beyond[0]?.outerHTML.slice(0, 200)}`,
    );
  });
}

/** Two dots a pixel on a phone; a desktop picture would only be large. */
export async function picture(page: Page, view: View, path: string): Promise<void> {
  // A pointer that happens to stand somewhere would open what opens under it.
  await page.mouse.move(0, 0);
  await page.screenshot({
    path,
    animations: 'disabled',
    caret: 'hide',
    scale: view.startsWith('phone') ? 'device' : 'css',
  });
}
