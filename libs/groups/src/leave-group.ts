import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { OperationParsed, OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { Memberships, toMembershipResult } from './memberships.js';
import { lockPerson } from './person-record.js';

@Injectable()
export class LeaveGroup {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
  ) {}

  /** Gives the seat or the invitation back. What was read so far stays readable. @throws not_found */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.leave'>,
  ): Promise<OperationResult<'groups.leave'>> {
    authorize(actor, 'groups.leave');
    return this.unit.run(actor.organizationId, async (work) => {
      await lockPerson(work, actor.personId);
      const group = await lockGroup(work, input.params.id);
      const membership = await this.memberships.find(work, group.id, actor.personId);
      const left = await this.memberships.change(work, group, membership, 'ended', {
        by: actor.personId,
        cause: 'left',
      });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'groups.leave',
        objectType: 'group',
        objectId: group.id,
        outcome: 'allowed',
        detail: { membershipId: left.id, from: membership.status },
      });
      return toMembershipResult(left, group);
    });
  }
}
