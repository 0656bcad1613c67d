import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { desktop, phone } from './chromium.js';
import type { View } from './scenes/scene.js';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const views: View[] = ['phone', 'phone-dark', 'desktop', 'desktop-dark'];

/** Shows the page as it is on that device, in that light. Without motion, so that colours stand still. */
export async function show(page: Page, view: View): Promise<void> {
  await page.setViewportSize(view.startsWith('phone') ? phone : desktop);
  const colorScheme = view.endsWith('dark') ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction(
    (theme) => document.documentElement.dataset.theme === theme && document.fonts.status === 'loaded',
    colorScheme,
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What axe finds, one line each. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`,
    ),
  );
}

/** What is wider than a screen of 320 px, as a 1280 px wide page at 400 % is; nothing should be. */
export async function overflow(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 });
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('*')].filter((element) => {
      if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) return false;
      // A table may be wider than the screen, in a box of its own that scrolls.
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      return element === document.documentElement || (scrolls && !element.querySelector('table, textarea'));
    });
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return wide.map(
      (element) => `${element.tagName} is ${element.scrollWidth} wide: ${beyond[0]?.outerHTML.slice(0, 200)}`,
    );
  });
}

/** Two dots a pixel on a phone; a desktop picture would only be large. */
export async function picture(page: Page, view: View, path: string): Promise<void> {
  await page.screenshot({
    path,
    animations: 'disabled',
    caret: 'hide',
    scale: view.startsWith('phone') ? 'device' : 'css',
  });
}
