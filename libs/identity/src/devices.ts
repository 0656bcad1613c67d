import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { HomegroupError, type SignedInDevice } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type Actor, authorize } from './actor.js';
import { EndAccess } from './end-access.js';

@Injectable()
export class ListDevices {
  constructor(private readonly unit: UnitOfWork) {}

  /** Where the actor is signed in, the latest first. */
  async execute(actor: Actor): Promise<SignedInDevice[]> {
    authorize(actor, 'session.list');
    const rows = await this.unit.run(actor.organizationId, (work) =>
      work.db
        .selectFrom('session_family')
        .select(['id', 'started_at', 'last_used_at', 'expires_at'])
        .where('person_id', '=', actor.personId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', sql<Date>`now()`)
        .orderBy('last_used_at', 'desc')
        .execute(),
    );
    return rows.map((row) => ({
      id: row.id,
      startedAt: row.started_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      current: row.id === actor.familyId,
    }));
  }
}

@Injectable()
export class EndDevice {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** Signs out one of the actor's own devices and closes its connections. @throws not_found for anybody else's */
  async execute(actor: Actor, deviceId: string): Promise<void> {
    authorize(actor, 'session.end');
    await this.unit.run(actor.organizationId, async (work) => {
      const own = await work.db
        .selectFrom('session_family')
        .select('id')
        .where('id', '=', deviceId)
        .where('person_id', '=', actor.personId)
        .executeTakeFirst();
      if (!own) throw new HomegroupError('not_found', 'There is no such device.');
      if (!(await this.end.revokeFamily(work, deviceId, 'ended_elsewhere'))) return;
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'session.end',
        objectType: 'session',
        objectId: deviceId,
        outcome: 'allowed',
      });
    });
  }
}
