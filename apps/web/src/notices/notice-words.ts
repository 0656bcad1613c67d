import type { Notice } from '@homegroup/protocol';
import { untilWords } from '../ui/times.js';

/** The heading of a notice. */
export function noticeTitle(notice: Pick<Notice, 'kind' | 'conversationTitle' | 'until'>): string {
  const where = notice.conversationTitle ? ` in ${notice.conversationTitle}` : '';
  switch (notice.kind) {
    case 'removed':
      return `A counselor removed a message of yours${where}`;
    case 'muted':
      return notice.until
        ? `You can read${where}, and write again at ${untilWords(notice.until)}`
        : `You can read${where}, but not write for now`;
    case 'unmuted':
      return `You can write again${where}`;
    case 'ejected':
      return notice.conversationTitle
        ? `Your seat in ${notice.conversationTitle} is on hold`
        : 'Your seat is on hold';
    case 'contact_offered':
      return 'Somebody offers to stay reachable';
    case 'graduated':
      return 'You have completed your programme';
    case 'care_team_changed':
      return 'Your care team has changed';
    case 'reported':
      return `Somebody reported a message${where}`;
  }
}
