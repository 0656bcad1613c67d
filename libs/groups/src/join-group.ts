import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed, type OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { Memberships, toMembershipResult } from './memberships.js';
import { lockPerson } from './person-record.js';
import { requireEligible, requireOpenForNewcomers } from './policies.js';
import { requireSeat } from './seats.js';

@Injectable()
export class JoinGroup {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Takes the seat one was invited to; reading and writing begin with accepting the agreement. Of several who race for
   * the last seat exactly one gets it. Asking again changes nothing.
   * @throws not_found without an invitation; group_full; group_started; name_taken; conflict; membership_ended while suspended
   */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.join'>,
  ): Promise<OperationResult<'groups.join'>> {
    authorize(actor, 'groups.join');
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await lockPerson(work, actor.personId);
      const group = await lockGroup(work, input.params.id);
      const current = await this.memberships.current(work, group.id, person.id);
      if (!current) throw new HomegroupError('not_found', 'There is no such group.');
      if (current.status === 'suspended')
        throw new HomegroupError(
          'membership_ended',
          'Your place in this group is on hold. Ask your counselor.',
        );
      if (current.status !== 'invited') return toMembershipResult(current, group);
      requireEligible(group.type, person);
      requireOpenForNewcomers(group, {
        byLeader: await this.memberships.overridden(work, current),
        reason: '',
      });
      await requireSeat(work, group, person);
      const joined = await this.memberships.change(work, group, current, 'agreement_pending', {
        by: actor.personId,
      });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'groups.join',
        objectType: 'group',
        objectId: group.id,
        outcome: 'allowed',
        detail: { membershipId: joined.id },
      });
      return toMembershipResult(joined, group);
    });
  }
}
