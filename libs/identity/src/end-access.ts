import type { Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AccessBell } from './access-bell.js';

export type EndReason =
  | 'signed_out'
  | 'replaced'
  | 'ended_elsewhere'
  | 'reused'
  | 'password_changed'
  | 'disabled'
  | 'discharged'
  | 'role_changed';

/** Takes access away on open connections too: every node looks again as soon as the transaction commits. */
@Injectable()
export class EndAccess {
  private readonly changed = new WeakSet<Work>();

  constructor(private readonly bell: AccessBell) {}

  /** Ends a person's signed-in devices, all of them or all but one. */
  async revokeFamilies(
    work: Work,
    personId: string,
    reason: EndReason,
    exceptFamilyId?: string,
  ): Promise<void> {
    await work.db
      .updateTable('session_family')
      .set({ revoked_at: sql`clock_timestamp()`, revoked_reason: reason })
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .$if(exceptFamilyId !== undefined, (query) => query.where('id', '<>', exceptFamilyId ?? ''))
      .execute();
    await this.accessChanged(work);
  }

  /** Ends one device. Returns whether it was still open. */
  async revokeFamily(work: Work, familyId: string, reason: EndReason): Promise<boolean> {
    const ended = await work.db
      .updateTable('session_family')
      .set({ revoked_at: sql`clock_timestamp()`, revoked_reason: reason })
      .where('id', '=', familyId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return false;
    await this.accessChanged(work);
    return true;
  }

  /** Nobody is signed out, but what somebody may do changed. */
  async accessChanged(work: Work): Promise<void> {
    if (this.changed.has(work)) return;
    this.changed.add(work);
    // One row for the whole organization: locked last but for the audit trail.
    work.beforeCommit(() => raiseClock(work));
    work.afterCommit(() => this.bell.ring(work.organizationId));
  }
}

async function raiseClock(work: Work): Promise<void> {
  await work.db
    .insertInto('access_clock')
    .values({ organization_id: work.organizationId, version: 1 })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ version: sql`access_clock.version + 1` }),
    )
    .execute();
}
