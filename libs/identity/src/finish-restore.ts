import type { DB } from '@homegroup/database';
import { type Kysely, sql, type Transaction } from 'kysely';

export interface FinishedRestore {
  organizations: number;
  sessionsEnded: number;
  invitationsEnded: number;
}

/**
 * What must happen after a backup was restored and before clients come back. Every organization's log gets another
 * epoch, so that clients which saw more than the backup holds drop it and read afresh. Everybody is signed out and
 * every open invitation ends, because what was ended after the backup would otherwise be open again; `keepAccess`
 * leaves both, for a backup that is known to hold the last of them. Statistics are made anew. Can be repeated.
 * Takes the owner's connection: the application's role cannot change an epoch. @throws the driver's errors
 */
export async function finishRestore(
  owner: Kysely<DB>,
  options: { keepAccess: boolean },
): Promise<FinishedRestore> {
  const finished: FinishedRestore = { organizations: 0, sessionsEnded: 0, invitationsEnded: 0 };
  const organizations = await owner.selectFrom('organization_directory').select('organization_id').execute();
  for (const { organization_id: id } of organizations)
    await owner.transaction().execute(async (db) => {
      await sql`select set_config('app.organization_id', ${id}, true)`.execute(db);
      await db
        .updateTable('organization')
        .set({ log_epoch: sql`gen_random_uuid()` })
        .where('id', '=', id)
        .execute();
      const ended = options.keepAccess ? { sessions: 0, invitations: 0 } : await endAccess(db, id);
      finished.organizations += 1;
      finished.sessionsEnded += ended.sessions;
      finished.invitationsEnded += ended.invitations;
      const entry = { actorId: null, action: 'log.restored', outcome: 'allowed', detail: ended };
      await sql`select audit_append(${JSON.stringify([entry])}::jsonb)`.execute(db);
    });
  await sql`analyze`.execute(owner);
  return finished;
}

async function endAccess(db: Transaction<DB>, organizationId: string) {
  const [sessions] = await db
    .updateTable('session_family')
    .set({ revoked_at: sql`clock_timestamp()`, revoked_reason: 'restored' })
    .where('organization_id', '=', organizationId)
    .where('revoked_at', 'is', null)
    .execute();
  const [invitations] = await db
    .updateTable('invitation')
    .set({ revoked_at: sql`clock_timestamp()` })
    .where('organization_id', '=', organizationId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await db
    .insertInto('access_clock')
    .values({ organization_id: organizationId, version: 1 })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ version: sql`access_clock.version + 1` }),
    )
    .execute();
  return {
    sessions: Number(sessions?.numUpdatedRows ?? 0),
    invitations: Number(invitations?.numUpdatedRows ?? 0),
  };
}
