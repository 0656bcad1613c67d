import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { DirectAccess, localDay, lockPerson } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { type ContinuingContactView, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { findContact } from './contact-record.js';
import { requirePartOf } from './policies.js';

@Injectable()
export class AgreeContact {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly direct: DirectAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** Once both sides agree, each can write to the other. Agreeing twice changes nothing. @throws not_found; conflict when it is over */
  async execute(actor: Actor, input: OperationParsed<'care.agreeContact'>): Promise<ContinuingContactView> {
    authorize(actor, 'care.agreeContact');
    return this.unit.run(actor.organizationId, async (work) => {
      requirePartOf(actor, await findContact(work, input.params.id));
      await lockPerson(work, (await findContact(work, input.params.id)).alumnusId);
      const contact = await findContact(work, input.params.id);
      const side = requirePartOf(actor, contact);
      if (contact.endedAt !== null || contact.endsOn < (await localDay(work)))
        throw new HomegroupError('conflict', 'This agreement is over.');
      const agreed = side === 'staff' ? contact.agreedByStaff : contact.agreedByAlumnus;
      if (agreed) return contact;
      await work.db
        .updateTable('continuing_contact')
        .set(side === 'staff' ? { agreed_by_staff_at: sql`now()` } : { agreed_by_alumnus_at: sql`now()` })
        .where('id', '=', contact.id)
        .execute();
      await this.direct.sync(work, contact.alumnusId, contact.staffId);
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.agreeContact',
        objectType: 'contact',
        objectId: contact.id,
        outcome: 'allowed',
        detail: { side },
      });
      return findContact(work, contact.id);
    });
  }
}
