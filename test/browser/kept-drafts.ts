import type { Page } from 'playwright-core';

export interface KeptDraft {
  key: [string, string];
  iv: number[];
  data: number[];
}

/** The drafts as this device keeps them, sealed; they stay where they are. */
export function takeDrafts(page: Page): Promise<KeptDraft[]> {
  return page.evaluate(
    () =>
      new Promise<KeptDraft[]>((resolve, reject) => {
        const opening = indexedDB.open('homegroup');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const found: KeptDraft[] = [];
          const reading = opening.result.transaction('sealed').objectStore('sealed').openCursor();
          reading.addEventListener('success', () => {
            const cursor = reading.result;
            if (!cursor) {
              opening.result.close();
              return resolve(found);
            }
            const key = cursor.key as [string, string];
            const { iv, data } = cursor.value as { iv: Uint8Array; data: ArrayBuffer };
            if (key[1].startsWith('draft/'))
              found.push({ key, iv: [...iv], data: [...new Uint8Array(data)] });
            cursor.continue();
          });
        });
      }),
  );
}

export function putDrafts(page: Page, drafts: KeptDraft[]): Promise<void> {
  return page.evaluate(
    (kept) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('homegroup');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const work = opening.result.transaction('sealed', 'readwrite');
          for (const { key, iv, data } of kept)
            work
              .objectStore('sealed')
              .put({ iv: new Uint8Array(iv), data: new Uint8Array(data).buffer }, key);
          work.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    drafts,
  );
}
