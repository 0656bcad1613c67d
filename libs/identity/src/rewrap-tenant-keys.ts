import { type DB, type KeyEncryptionKeys, unwrapTenantKey, wrapTenantKey } from '@homegroup/database';
import { type Kysely, sql } from 'kysely';

/**
 * Wraps every organization's key by the present key-encryption key, whichever of the two it was wrapped by. All of them
 * or none; messages are not touched, and servers that know both keys run on. Can be repeated. Takes the owner's
 * connection. @throws when a key opens with neither, and then nothing was changed. @returns how many organizations
 */
export function rewrapTenantKeys(owner: Kysely<DB>, keys: KeyEncryptionKeys): Promise<number> {
  return owner.transaction().execute(async (db) => {
    const organizations = await db
      .selectFrom('organization_directory')
      .select('organization_id')
      .orderBy('organization_id')
      .execute();
    for (const { organization_id: id } of organizations) {
      await sql`select set_config('app.organization_id', ${id}, true)`.execute(db);
      const { wrapped_key: wrapped } = await db
        .selectFrom('organization')
        .select('wrapped_key')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const key = unwrapTenantKey(keys, id, wrapped);
      await db
        .updateTable('organization')
        .set({ wrapped_key: wrapTenantKey(keys.KEY_ENCRYPTION_KEY, id, key) })
        .where('id', '=', id)
        .execute();
      const entry = { actorId: null, action: 'key.rewrapped', outcome: 'allowed', detail: {} };
      await sql`select audit_append(${JSON.stringify([entry])}::jsonb)`.execute(db);
    }
    return organizations.length;
  });
}
