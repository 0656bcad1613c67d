/** What a sheet is asked to do. Names are for the sheet's own words. */
export type ModeratorAct =
  | { kind: 'remove'; seq: number; authorName: string }
  | { kind: 'report'; seq: number; authorName: string }
  | { kind: 'take-back'; seq: number }
  | { kind: 'mute'; personId: string; name: string }
  | { kind: 'unmute'; personId: string; name: string }
  | { kind: 'eject'; personId: string; name: string }
  | { kind: 'lock' }
  | { kind: 'unlock' }
  | { kind: 'leave'; groupId: string }
  | { kind: 'end-contact'; contactId: string; name: string };

export const muteSpans = [
  { value: '15m', label: '15 minutes', minutes: 15 },
  { value: '1h', label: 'One hour', minutes: 60 },
  { value: '1d', label: 'One day', minutes: 24 * 60 },
  { value: '1w', label: 'One week', minutes: 7 * 24 * 60 },
] as const;
export type MuteSpan = (typeof muteSpans)[number]['value'];

export const muteUntil = (span: MuteSpan, now: Date = new Date()): string => {
  const minutes = muteSpans.find((known) => known.value === span)?.minutes ?? 15;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
};
