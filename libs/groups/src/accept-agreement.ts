import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type OperationParsed, type OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { type GroupRecord, lockGroup } from './group-record.js';
import { type Membership, Memberships, toMembershipResult } from './memberships.js';
import { lockPerson } from './person-record.js';

@Injectable()
export class AcceptAgreement {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly log: LogWriter,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Accepts the version that holds now. Whoever waits for it becomes active from this moment on; whoever was asked
   * again goes on. Asking again changes nothing.
   * @throws not_found; conflict for another version than the current one, or before joining; membership_ended while suspended
   */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.acceptAgreement'>,
  ): Promise<OperationResult<'groups.acceptAgreement'>> {
    authorize(actor, 'groups.acceptAgreement');
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await lockPerson(work, actor.personId);
      const group = await lockGroup(work, input.params.id);
      const current = await this.memberships.current(work, group.id, person.id);
      const leads = group.leaderIds.includes(person.id);
      if (!current && !leads) throw new HomegroupError('not_found', 'There is no such group.');
      if (current?.status === 'suspended')
        throw new HomegroupError(
          'membership_ended',
          'Your place in this group is on hold. Ask your counselor.',
        );
      if (current?.status === 'invited')
        throw new HomegroupError('conflict', 'Take your seat in this group first.');
      if (input.body.version !== group.agreementVersion)
        throw new HomegroupError('conflict', 'There is a newer agreement: read it first.');
      const first = await this.note(work, group, person.id);
      const membership = await this.goOn(work, group, person.id, current);
      if (first)
        this.audit.append(work, {
          actorId: actor.personId,
          action: 'groups.acceptAgreement',
          objectType: 'group',
          objectId: group.id,
          outcome: 'allowed',
          detail: { version: input.body.version },
        });
      return toMembershipResult(membership, group);
    });
  }

  private async note(work: Work, group: GroupRecord, personId: string): Promise<boolean> {
    const noted = await work.db
      .insertInto('agreement_acceptance')
      .values({
        organization_id: work.organizationId,
        group_id: group.id,
        person_id: personId,
        version: group.agreementVersion,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst();
    return noted !== undefined;
  }

  private async goOn(
    work: Work,
    group: GroupRecord,
    personId: string,
    current: Membership | null,
  ): Promise<Membership> {
    if (current?.status === 'agreement_pending')
      return this.memberships.change(work, group, current, 'active', { by: personId });
    await this.log.liftGate(work, { conversationId: group.conversationId, personId });
    // Leaders hold no membership: their leading stands for it.
    return current ?? { id: group.id, groupId: group.id, personId, status: 'active' };
  }
}
