import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { type GroupDetail, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { findGroup } from './group-record.js';
import { currentAgreement, groupMembers, groupViews } from './group-views.js';
import { requireSight } from './policies.js';

@Injectable()
export class ShowGroup {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** The members' legal names are among it, so the read is recorded. @throws not_found */
  async execute(actor: Actor, input: OperationParsed<'groups.show'>): Promise<GroupDetail> {
    authorize(actor, 'groups.show');
    const shown = await this.unit.run(actor.organizationId, async (work) => {
      const group = await findGroup(work, input.params.id);
      requireSight(actor, group.leaderIds);
      return this.within(work, group.id, actor.personId);
    });
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: 'groups.show',
      objectType: 'group',
      objectId: shown.id,
      outcome: 'allowed',
      detail: { members: shown.members.length },
    });
    return shown;
  }

  /** For a use case that has checked who asks. */
  async within(work: Work, groupId: string, viewerId: string): Promise<GroupDetail> {
    const [view] = await groupViews(work, [groupId]);
    if (!view) throw new HomegroupError('not_found', 'There is no such group.');
    return {
      ...view,
      members: await groupMembers(work, groupId),
      agreement: await currentAgreement(work, groupId, viewerId),
    };
  }
}
