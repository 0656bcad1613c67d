const clockFormat = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const shortFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const longFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** "6:33 pm", by this device's clock. */
export const clock = (at: string | Date): string =>
  clockFormat
    .format(new Date(at))
    .replace(' AM', ' am')
    .replace(' PM', ' pm')
    .replace(/\u202f/g, ' ');

/** Calendar day on this device, for comparing: "2026-11-19". */
export function dayKey(at: string | Date): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Today", "Yesterday" or "Thursday 19 November". */
export function dayTitle(at: string | Date, now: Date = new Date()): string {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayKey(at) === dayKey(now)) return 'Today';
  if (dayKey(at) === dayKey(yesterday)) return 'Yesterday';
  return dayFormat.format(new Date(at)).replace(',', '');
}

/** The time today, the day before that. */
export function shortTime(at: string | Date, now: Date = new Date()): string {
  if (dayKey(at) === dayKey(now)) return clock(at);
  return dayTitle(at, now) === 'Yesterday' ? 'Yesterday' : shortFormat.format(new Date(at));
}

/** "6:33 pm today", "9:00 am on Friday 20 November": until when. */
export function untilWords(at: string | Date, now: Date = new Date()): string {
  if (dayKey(at) === dayKey(now)) return clock(at);
  return `${clock(at)} on ${dayFormat.format(new Date(at)).replace(',', '')}`;
}

/** "14 December 2026" of a calendar day `2026-12-14` or an instant. */
export function longDay(day: string): string {
  return longFormat.format(new Date(day.length === 10 ? `${day}T12:00:00` : day));
}

/** "Five months", "12 days": whole units since then. */
export function spanWords(since: string | Date, now: Date = new Date()): string {
  const days = Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 86_400_000));
  if (days < 1) return 'since today';
  if (days < 31) return days === 1 ? 'one day' : `${days} days`;
  const months = Math.floor(days / 30.4);
  if (months < 24) return months === 1 ? 'one month' : `${months} months`;
  return `${Math.floor(days / 365)} years`;
}

/** "Thursday 19 November", by this device's calendar. */
export const today = (now: Date = new Date()): string => dayFormat.format(now).replace(',', '');
