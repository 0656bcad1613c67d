import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { decideOverAccount } from './account-policy.js';
import type { Actor } from './actor.js';

@Injectable()
export class RenewCredential {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Enters the last day on which a credential holds. Nobody renews their own.
   * @throws not_allowed, not_found, conflict for somebody who is not staff, invalid_input for a day that has passed
   */
  execute(actor: Actor, personId: string, expiresOn: string): Promise<void> {
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await decideOverAccount(work, actor, personId, 'people.renewCredential');
      if (!person.staff_role)
        throw new HomegroupError('conflict', 'Only staff have a credential. Nothing was changed.');
      const { before, today } = await work.db
        .selectFrom('person as p')
        .innerJoin('organization as o', 'o.id', 'p.organization_id')
        .select([
          'p.credential_expires_on as before',
          sql<string>`to_char(now() at time zone o.time_zone, 'YYYY-MM-DD')`.as('today'),
        ])
        .where('p.id', '=', personId)
        .executeTakeFirstOrThrow();
      if (expiresOn < today) {
        const message = 'This day has passed. Enter the last day on which the credential holds.';
        throw new HomegroupError('invalid_input', message, { faults: [{ path: 'expiresOn', message }] });
      }
      if (before === expiresOn) return;
      await work.db
        .updateTable('person')
        .set({ credential_expires_on: expiresOn })
        .where('id', '=', personId)
        .execute();
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'people.renewCredential',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
        detail: { from: before, to: expiresOn },
      });
    });
  }
}
