import { randomBytes, randomUUID } from 'node:crypto';
import { type DB, wrapTenantKey } from '@homegroup/database';
import type { CrisisLine } from '@homegroup/protocol';
import { type Kysely, sql } from 'kysely';

/** In the United States, at any hour. */
export const defaultCrisisLines: readonly CrisisLine[] = [
  {
    name: '988 Suicide & Crisis Lifeline',
    detail: 'Call or text, day and night.',
    call: '988',
    text: '988',
    emergency: false,
  },
  {
    name: '911',
    detail: 'For immediate danger, or an overdose.',
    call: '911',
    text: null,
    emergency: true,
  },
];

/**
 * A new tenant with a key of its own, wrapped by the key-encryption key. Takes the owner's connection: the
 * application's role can make no tenant. @throws the driver's unique violation when the slug is taken
 */
export async function createOrganization(
  owner: Kysely<DB>,
  organization: {
    slug: string;
    name: string;
    timeZone: string;
    crisisLines?: readonly CrisisLine[];
    keyEncryptionKey: Buffer;
  },
): Promise<string> {
  const id = randomUUID();
  await owner.transaction().execute(async (db) => {
    await sql`select set_config('app.organization_id', ${id}, true)`.execute(db);
    await db
      .insertInto('organization')
      .values({
        id,
        slug: organization.slug,
        name: organization.name,
        time_zone: organization.timeZone,
        crisis_lines: JSON.stringify(organization.crisisLines ?? defaultCrisisLines),
        wrapped_key: wrapTenantKey(organization.keyEncryptionKey, id, randomBytes(32)),
      })
      .execute();
    await db
      .insertInto('organization_directory')
      .values({ organization_id: id, slug: organization.slug })
      .execute();
    await db.insertInto('access_clock').values({ organization_id: id }).execute();
  });
  return id;
}
