import type { Migration } from 'kysely';
import { sql } from 'kysely';
import { applicationRole } from '../application-role.js';
import { organizationsAndPeople } from './0001-organizations-and-people.js';
import { conversations } from './0002-conversations.js';
import { groupsAndCare } from './0003-groups-and-care.js';
import { rowLevelSecurity } from './0004-row-level-security.js';
import { lookupsAndExpiry } from './0005-lookups-and-expiry.js';
import { appendTogether } from './0006-append-together.js';
import { teamsAndPurge } from './0007-teams-and-purge.js';
import { appendOne } from './0008-append-one.js';
import { appendEntry } from './0009-append-entry.js';
import { cheaperWrites } from './0010-cheaper-writes.js';
import { restrictedMembers } from './0011-restricted-members.js';
import { oneComparison } from './0012-one-comparison.js';
import { oneDefinitionOfNews } from './0013-one-definition-of-news.js';
import { yieldedLate } from './0014-yielded-late.js';

/** Every migration in order. A landed one is never edited; a new table names its grants and its policy itself. */
const texts: Record<string, string> = {
  '0001-organizations-and-people': organizationsAndPeople,
  '0002-conversations': conversations,
  '0003-groups-and-care': groupsAndCare,
  '0004-row-level-security': rowLevelSecurity,
  '0005-lookups-and-expiry': lookupsAndExpiry,
  '0006-append-together': appendTogether,
  '0007-teams-and-purge': teamsAndPurge,
  '0008-append-one': appendOne,
  '0009-append-entry': appendEntry,
  '0010-cheaper-writes': cheaperWrites,
  '0011-restricted-members': restrictedMembers,
  '0012-one-comparison': oneComparison,
  '0013-one-definition-of-news': oneDefinitionOfNews,
  '0014-yielded-late': yieldedLate,
};

/** The migrations, with their grants to this role. */
export const migrationsFor = (role: string): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      {
        up: async (db) => {
          await sql.raw(text.replaceAll(applicationRole, role)).execute(db);
        },
      },
    ]),
  );
