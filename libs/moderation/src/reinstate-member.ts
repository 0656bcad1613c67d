import { UnitOfWork } from '@homegroup/database';
import {
  findGroup,
  hasAccepted,
  lockGroup,
  lockPerson,
  Memberships,
  requireClinicalSteering,
  requireEligible,
  toMembershipResult,
} from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed, type OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ActionBook } from './action-book.js';

@Injectable()
export class ReinstateMember {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly actions: ActionBook,
  ) {}

  /**
   * Gives a suspended member their place back, from this moment on; whoever has not accepted the agreement that holds
   * now is asked first. @throws not_found, not_allowed; conflict for a membership that is not suspended, or for
   * somebody whom the group is not for any more
   */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.reinstate'>,
  ): Promise<OperationResult<'groups.reinstate'>> {
    authorize(actor, 'groups.reinstate');
    const { id, personId } = input.params;
    return this.unit.run(actor.organizationId, async (work) => {
      requireClinicalSteering(actor, (await findGroup(work, id)).leaderIds);
      const person = await lockPerson(work, personId);
      const group = await lockGroup(work, id);
      const membership = await this.memberships.find(work, group.id, personId);
      if (membership.status !== 'suspended')
        throw new HomegroupError('conflict', 'This membership is not suspended.');
      requireEligible(group.type, person);
      const accepted = await hasAccepted(work, group, personId);
      const back = await this.memberships.change(
        work,
        group,
        membership,
        accepted ? 'active' : 'agreement_pending',
        { by: actor.personId, cause: 'reinstated' },
      );
      await this.actions.enter(work, {
        by: actor.personId,
        conversationId: group.conversationId,
        kind: 'reinstate',
        personId,
        reason: input.body.reason,
      });
      return toMembershipResult(back, group);
    });
  }
}
