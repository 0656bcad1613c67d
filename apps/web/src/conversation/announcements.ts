export interface Said {
  authorName: string;
  text: string;
}

/** One message whole; more as their number and that of the people. */
export function announcementOf(said: readonly Said[]): string {
  const [first] = said;
  if (!first) return '';
  if (said.length === 1) return `${first.authorName}: ${first.text}`;
  const people = new Set(said.map((one) => one.authorName)).size;
  return `${said.length} new messages from ${people === 1 ? first.authorName : `${people} people`}`;
}
