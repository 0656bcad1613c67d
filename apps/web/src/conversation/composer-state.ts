import type { ConversationDetail } from '@homegroup/protocol';
import { untilWords } from '../ui/times.js';

export type Writing =
  | { may: true }
  /** The draft stays; `words` say why nothing is sent, and until when. */
  | { may: false; draft: true; title: string; words: string; until: string | null }
  /** Nothing can be written here any more. */
  | { may: false; draft: false; title: string; words: string; until: null };

type Asked = Pick<
  ConversationDetail,
  'standing' | 'kind' | 'myMute' | 'locked' | 'moderator' | 'membershipStatus'
>;

/** May this person write here now? The server decides in the end. */
export function writingIn(detail: Asked, now: Date = new Date()): Writing {
  if (detail.standing === 'past' && detail.membershipStatus === 'suspended')
    return {
      may: false,
      draft: false,
      title: 'Your seat here is on hold',
      words: 'It is kept. Your counselor can bring you back. What was said until now stays yours to read.',
      until: null,
    };
  if (detail.standing !== 'active')
    return {
      may: false,
      draft: false,
      title: detail.kind === 'room' ? 'Your seat here has ended' : 'This contact has ended',
      words:
        detail.kind === 'room'
          ? 'What was said while you were in it stays yours to read.'
          : 'What you wrote to each other stays yours to read.',
      until: null,
    };
  if (detail.myMute && Date.parse(detail.myMute.until) > now.getTime())
    return {
      may: false,
      draft: true,
      title: `You can write again at ${untilWords(detail.myMute.until, now)}`,
      words: `Reason: ${detail.myMute.reason.replace(/\.$/, '')}. You can go on reading. Help and your counselor are still open.`,
      until: detail.myMute.until,
    };
  if (detail.locked && !detail.moderator)
    return {
      may: false,
      draft: true,
      title: 'A counselor closed the room for writing',
      words: 'You can go on reading. Your draft stays here until it opens again.',
      until: null,
    };
  return { may: true };
}
