import type { Migration } from 'kysely';
import { sql } from 'kysely';
import { organizationsAndPeople } from './0001-organizations-and-people.js';
import { conversations } from './0002-conversations.js';
import { groupsAndCare } from './0003-groups-and-care.js';
import { rowLevelSecurity } from './0004-row-level-security.js';

const step = (text: string): Migration => ({
  up: (db) =>
    sql
      .raw(text)
      .execute(db)
      .then(() => undefined),
});

/** Every migration in order. A landed one is never edited; a new table names its grants and its policy itself. */
export const migrations: Record<string, Migration> = {
  '0001-organizations-and-people': step(organizationsAndPeople),
  '0002-conversations': step(conversations),
  '0003-groups-and-care': step(groupsAndCare),
  '0004-row-level-security': step(rowLevelSecurity),
};
