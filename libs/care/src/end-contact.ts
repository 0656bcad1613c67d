import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { DirectAccess, lockPerson } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import type { ContinuingContactView, OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { findContact } from './contact-record.js';
import { requirePartOf } from './policies.js';

@Injectable()
export class EndContact {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly direct: DirectAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** Either side may, at any time and without a reason; an offer is declined by it. Ending twice changes nothing. @throws not_found */
  async execute(actor: Actor, input: OperationParsed<'care.endContact'>): Promise<ContinuingContactView> {
    authorize(actor, 'care.endContact');
    return this.unit.run(actor.organizationId, async (work) => {
      const contact = await findContact(work, input.params.id);
      const side = requirePartOf(actor, contact);
      await lockPerson(work, contact.alumnusId);
      const ended = await work.db
        .updateTable('continuing_contact')
        .set({ ended_at: sql`now()`, ended_by: actor.personId })
        .where('id', '=', contact.id)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (!ended) return findContact(work, contact.id);
      await this.direct.sync(work, contact.alumnusId, contact.staffId);
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.endContact',
        objectType: 'contact',
        objectId: contact.id,
        outcome: 'allowed',
        detail: { side },
      });
      return findContact(work, contact.id);
    });
  }
}
