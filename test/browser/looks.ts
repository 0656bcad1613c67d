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
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName} ${element.className}`);
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
