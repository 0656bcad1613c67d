import type { ModeratorAct } from './acts.js';

export interface ActWords {
  title: string;
  subtitle: string;
  submit: string;
  /** Of the button. */
  tone: 'primary' | 'danger' | 'hold';
  /** What the reason is called, when one is asked for in words. */
  reason?: string;
  /** What the words for the person are called, when they are asked for. */
  words?: string;
}

/** The words of each sheet. */
export function actWords(act: ModeratorAct): ActWords {
  switch (act.kind) {
    case 'remove':
      return {
        title: `Remove the message of ${act.authorName}`,
        subtitle: 'A note stays in its place. The words stay with supervisors.',
        submit: 'Remove it',
        tone: 'danger',
        words: `What ${act.authorName} reads`,
      };
    case 'mute':
      return {
        title: `Mute ${act.name} for a while`,
        subtitle: 'They go on reading. It ends by itself.',
        submit: 'Mute',
        tone: 'hold',
        reason: 'Reason',
        words: `What ${act.name} reads`,
      };
    case 'unmute':
      return {
        title: `Let ${act.name} write again`,
        subtitle: 'They are told at once.',
        submit: 'Let write again',
        tone: 'primary',
        reason: 'Reason',
      };
    case 'eject':
      return {
        title: `Take ${act.name} out of the room`,
        subtitle: 'Their seat is kept, but they neither read nor write until they are brought back.',
        submit: 'Take out',
        tone: 'danger',
        reason: 'Reason',
        words: `What ${act.name} reads`,
      };
    case 'lock':
      return {
        title: 'Close the room for writing',
        subtitle: 'Everybody goes on reading. Only counselors write.',
        submit: 'Close for writing',
        tone: 'hold',
        reason: 'Reason',
      };
    case 'unlock':
      return {
        title: 'Open the room for writing',
        subtitle: 'Everybody may write again.',
        submit: 'Open for writing',
        tone: 'primary',
        reason: 'Reason',
      };
    case 'report':
      return {
        title: 'Report this message',
        subtitle: "A counselor reads it. They won't be told it was you.",
        submit: 'Send the report',
        tone: 'primary',
      };
    case 'take-back':
      return {
        title: 'Take back your message?',
        subtitle: 'A note stays in its place. People may have read it already.',
        submit: 'Take back',
        tone: 'danger',
      };
    case 'end-contact':
      return {
        title: `End the contact with ${act.name}?`,
        subtitle: 'You both keep what you wrote to each other. Nothing more is written here.',
        submit: 'End it',
        tone: 'danger',
      };
    case 'leave':
      return {
        title: 'Leave this group?',
        subtitle: 'What was said while you were in it stays yours to read, and nothing later.',
        submit: 'Leave',
        tone: 'danger',
      };
  }
}

export const reportReasons = [
  { value: 'worried_about_someone', label: 'I am worried about someone' },
  { value: 'breaks_the_agreement', label: 'It breaks our agreement' },
  { value: 'unkind', label: 'It is unkind' },
  { value: 'something_else', label: 'Something else' },
] as const;
export type ReportReason = (typeof reportReasons)[number]['value'];
