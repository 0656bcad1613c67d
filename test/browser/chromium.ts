import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';

/** Where the system keeps it; HOMEGROUP_CHROMIUM names another. */
const executablePath = process.env.HOMEGROUP_CHROMIUM ?? '/usr/bin/chromium';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

/** Where it is past six in the evening now: groups meet then, and midnight is far. */
function eveningZone(now = new Date()): string {
  const east = 18 - now.getUTCHours();
  const zone = east > 14 ? east - 24 : east;
  // In these names, west is plus.
  return zone === 0 ? 'Etc/GMT' : `Etc/GMT${zone > 0 ? '-' : '+'}${Math.abs(zone)}`;
}

/** For all contexts, so that words are the same on every machine. */
export const place: BrowserContextOptions = {
  locale: 'en-US',
  timezoneId: eveningZone(),
  colorScheme: 'light',
};

export async function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A folder for pictures that nobody keeps. */
export function passingFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'homegroup-screens-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
