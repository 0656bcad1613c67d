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

/** What axe finds, one line each, on a page that stood still while axe looked. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // Axe reads the tree once and judges it over many turns: rows that the list puts in anew meanwhile
  // would be judged as they were. So a look during which the page changed is taken again.
  for (let look = 1; ; look += 1) {
    const { lines, changed } = await lookOnce(page);
    if (!changed || look === 20) return lines;
  }
}

async function lookOnce(page: Page): Promise<{ lines: string[]; changed: boolean }> {
  await rowsAreIn(page);
  const { found, changed } = await page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<AxeResults> };
    };
    let changes = 0;
    const watch = new MutationObserver((records) => {
      changes += records.length;
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const results = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    // Changes that a frame under way still brings belong to what axe saw.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    watch.disconnect();
    return { found: results.violations, changed: changes > 0 };
  }, rules);
  const lines = found.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`,
    ),
  );
  return { lines, changed };
}

/**
 * A list that is opened hides its rows until it has found its place in them. After a change of size it puts them in
 * anew: then one of the messages is its tab stop again. A list that was made high and low again in one moment may have
 * lost its place meanwhile; its reader scrolls to the end.
 */
async function rowsAreIn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const feed = document.querySelector('[role="feed"]');
    if (!feed) return true;
    if (getComputedStyle(feed).visibility === 'hidden') return false;
    if (feed.querySelector('[tabindex="0"]')) return true;
    const scroller = feed.closest('[data-virtuoso-scroller]') ?? feed;
    if (scroller.scrollHeight <= scroller.clientHeight) return !feed.querySelector('article');
    scroller.scrollTo({ top: scroller.scrollHeight });
    return false;
  });
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
