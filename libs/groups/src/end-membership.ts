import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { OperationParsed, OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { findGroup, lockGroup } from './group-record.js';
import { Memberships, toMembershipResult } from './memberships.js';
import { lockPerson } from './person-record.js';
import { requireSteering } from './policies.js';

@Injectable()
export class EndMembership {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
  ) {}

  /** Ends it at once, on open connections too. @throws not_found */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.endMembership'>,
  ): Promise<OperationResult<'groups.endMembership'>> {
    authorize(actor, 'groups.endMembership');
    return this.unit.run(actor.organizationId, async (work) => {
      requireSteering(actor, (await findGroup(work, input.params.id)).leaderIds);
      await lockPerson(work, input.params.personId);
      const group = await lockGroup(work, input.params.id);
      const membership = await this.memberships.find(work, group.id, input.params.personId);
      const ended = await this.memberships.change(work, group, membership, 'ended', {
        by: actor.personId,
        reason: input.body.reason,
      });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'groups.endMembership',
        objectType: 'group',
        objectId: group.id,
        outcome: 'allowed',
        detail: { personId: input.params.personId, membershipId: ended.id, from: membership.status },
      });
      return toMembershipResult(ended, group);
    });
  }
}
