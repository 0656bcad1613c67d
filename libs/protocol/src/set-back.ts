import type { MessageItem, Page } from './conversations.js';
import type { ErrorBody } from './errors.js';
import type { Timeline } from './timeline.js';

/** A log was set back to a backup. */
export interface SetBack {
  /** Messages with words that were held and are not there any more, by rising number. */
  lost: MessageItem[];
  /** The newest of what is there now. */
  page: Page;
}

/** What is lost of what a reader `held`. What would stand before the page is not judged. */
export function setBackTo(page: Page, held: Timeline): SetBack {
  const from = page.earlier === null ? 0 : (page.items[0]?.seq ?? 0);
  const there = new Set(page.items.map(({ id }) => id));
  const lost = held.items.filter(
    (item): item is MessageItem =>
      item.type === 'message' && item.body !== null && item.seq >= from && !there.has(item.id),
  );
  return { lost, page };
}

/** Why what was acknowledged waits to be sent again. */
export const wasSetBack: ErrorBody = {
  code: 'try_again',
  message:
    'Homegroup was restored from a backup that is older than this message, so nobody has it any more. Send it again if you still want to.',
  retryable: true,
};
