import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { GroupView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { groupViews } from './group-views.js';

/** Supervisors and administrators see every group, a counselor those that they lead. */
@Injectable()
export class ListGroups {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<GroupView[]> {
    authorize(actor, 'groups.list');
    return this.unit.run(actor.organizationId, async (work) => {
      if (actor.role !== 'counselor') return groupViews(work);
      const led = await work.db
        .selectFrom('group_leader')
        .select('group_id')
        .where('person_id', '=', actor.personId)
        .where('to_at', 'is', null)
        .execute();
      return groupViews(
        work,
        led.map((each) => each.group_id),
      );
    });
  }
}
