import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { type GroupView, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { groupViews } from './group-views.js';
import { localDay } from './person-record.js';
import { requireSteering } from './policies.js';

@Injectable()
export class StartGroup {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** From today a fixed group takes nobody. @throws not_found; conflict when it has started already */
  async execute(actor: Actor, input: OperationParsed<'groups.start'>): Promise<GroupView> {
    authorize(actor, 'groups.start');
    return this.unit.run(actor.organizationId, async (work) => {
      const group = await lockGroup(work, input.params.id);
      requireSteering(actor, group.leaderIds);
      if (group.started) throw new HomegroupError('conflict', 'This group has started already.');
      await work.db
        .updateTable('treatment_group')
        .set({ started_on: await localDay(work) })
        .where('id', '=', group.id)
        .execute();
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'groups.start',
        objectType: 'group',
        objectId: group.id,
        outcome: 'allowed',
      });
      const [view] = await groupViews(work, [group.id]);
      if (!view) throw new HomegroupError('not_found', 'There is no such group.');
      return view;
    });
  }
}
