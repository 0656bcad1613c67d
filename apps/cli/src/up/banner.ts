import { sampleAccounts } from './sample-people.js';

export interface BannerFacts {
  url: string;
  /** Null while there is none. */
  organization: string | null;
  directory: string;
  redis: boolean;
  ownDatabase: boolean;
  /** For the first admin. */
  link: string | null;
  /** Of the sample people; null without them. */
  passphrase: string | null;
}

export function banner(facts: BannerFacts): string {
  const lines = [
    '',
    `  Homegroup is running at ${facts.url}`,
    '',
    `  Organization   ${facts.organization ?? 'none yet'}`,
    `  Database       ${facts.ownDatabase ? 'yours (DATABASE_URL)' : 'embedded PostgreSQL'}`,
    facts.redis
      ? '  Presence       over Redis: further servers can join'
      : '  Presence       inside this process, like the doorbell: no REDIS_URL is set, so this is the only server',
    `  Kept in        ${facts.directory}`,
  ];
  if (facts.passphrase)
    lines.push(
      '',
      `  The people are invented. Sign in as any of them with the passphrase ${facts.passphrase}`,
      ...sampleAccounts.map(([email, who]) => `    ${email.padEnd(26)} ${who}`),
    );
  if (facts.organization === null)
    lines.push(
      '',
      '  Make the first organization, and its programme admin, from another terminal:',
      '    npm run homegroup -- organization create --name "…" --time-zone America/New_York --admin-email …',
      '  and bring in its people: npm run homegroup -- import roster.csv',
    );
  if (facts.link)
    lines.push(
      '',
      '  Nobody has come in yet. The first programme admin begins here, once:',
      `    ${facts.link}`,
    );
  return [...lines, '', '  Ctrl-C stops everything.', ''].join('\n');
}
