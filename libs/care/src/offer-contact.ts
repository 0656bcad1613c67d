import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { DirectAccess, GiveNotice, localDay, lockPerson, requireInSight } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { type ContinuingContactView, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { findContact } from './contact-record.js';
import { requireContactEnd } from './policies.js';

@Injectable()
export class OfferContact {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly direct: DirectAccess,
    private readonly notice: GiveNotice,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The actor offers to stay reachable until a day within a year; it holds once the other side agrees.
   * @throws not_found; conflict unless the person is in treatment or an alumnus; already_exists; invalid_input
   */
  async execute(actor: Actor, input: OperationParsed<'care.offerContact'>): Promise<ContinuingContactView> {
    authorize(actor, 'care.offerContact');
    const { alumnusId, endsOn } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      await requireInSight(work, actor, alumnusId);
      const alumnus = await lockPerson(work, alumnusId);
      if (alumnus.disabled || !(alumnus.role === 'client' || alumnus.role === 'alumnus'))
        throw new HomegroupError('conflict', 'Contact can be offered to clients and alumni.');
      const today = await localDay(work);
      requireContactEnd(endsOn, today);
      const pair = { alumnus_id: alumnusId, staff_id: actor.personId };
      await endExpired(work, pair, today);
      const offered = await work.db
        .insertInto('continuing_contact')
        .values({
          organization_id: work.organizationId,
          ...pair,
          agreed_by_staff_at: sql`now()`,
          ends_on: endsOn,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!offered) throw new HomegroupError('already_exists', 'There is an agreement between you already.');
      await this.direct.sync(work, alumnusId, actor.personId);
      await this.notice.within(work, {
        personId: alumnusId,
        kind: 'contact_offered',
        reason: `${actor.name} offers to stay in contact with you until ${endsOn}.`,
      });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.offerContact',
        objectType: 'contact',
        objectId: offered.id,
        outcome: 'allowed',
        detail: { alumnusId, endsOn },
      });
      return findContact(work, offered.id);
    });
  }
}

/** One whose last day is over makes room for a new one. */
async function endExpired(
  work: Work,
  pair: { alumnus_id: string; staff_id: string },
  today: string,
): Promise<void> {
  await work.db
    .updateTable('continuing_contact')
    .set({ ended_at: sql`now()` })
    .where('alumnus_id', '=', pair.alumnus_id)
    .where('staff_id', '=', pair.staff_id)
    .where('ended_at', 'is', null)
    .where('ends_on', '<', today)
    .execute();
}
