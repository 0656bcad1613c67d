import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { type GroupDetail, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AddLeader } from './add-leader.js';
import { findGroup, type GroupRecord, lockGroup } from './group-record.js';
import { localDay, lockPerson } from './person-record.js';
import { requireMayLead } from './policies.js';
import { ShowGroup } from './show-group.js';

@Injectable()
export class ChangeLeaders {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly leaders: AddLeader,
    private readonly show: ShowGroup,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * From now on these lead, and nobody else: who is new moderates the room at once, who is not named leaves it at
   * once, on open connections too, and reads what was said until then.
   * @throws not_found, invalid_input, name_taken; credential_expired and conflict for somebody who may not lead
   */
  async execute(actor: Actor, input: OperationParsed<'groups.changeLeaders'>): Promise<GroupDetail> {
    authorize(actor, 'groups.changeLeaders');
    const { leaderIds } = input.body;
    const groupId = input.params.id;
    if (new Set(leaderIds).size < leaderIds.length)
      throw new HomegroupError('invalid_input', 'Name each leader once.', {
        faults: [{ path: 'leaderIds', message: 'Name each leader once.' }],
      });
    return this.unit.run(actor.organizationId, async (work) => {
      const group = await this.hold(work, groupId, leaderIds);
      for (const personId of group.leaderIds)
        if (!leaderIds.includes(personId)) await this.remove(work, group, personId, actor.personId);
      for (const personId of leaderIds)
        await this.leaders.within(work, { groupId, personId, by: actor.personId });
      return this.show.within(work, groupId, actor.personId);
    });
  }

  /** Takes every lock in the order that all take them, and asks whether each of those who shall lead may. */
  private async hold(work: Work, groupId: string, leaderIds: readonly string[]): Promise<GroupRecord> {
    const before = await findGroup(work, groupId);
    const today = await localDay(work);
    for (const personId of [...new Set([...before.leaderIds, ...leaderIds])].sort()) {
      const person = await lockPerson(work, personId);
      if (leaderIds.includes(personId)) requireMayLead(person, today);
    }
    return lockGroup(work, groupId);
  }

  private async remove(work: Work, group: GroupRecord, personId: string, by: string): Promise<void> {
    await work.db
      .updateTable('group_leader')
      .set({ to_at: sql`now()` })
      .where('group_id', '=', group.id)
      .where('person_id', '=', personId)
      .where('to_at', 'is', null)
      .execute();
    await this.log.closeInterval(work, {
      conversationId: group.conversationId,
      personId,
      authorId: by,
    });
    this.audit.append(work, {
      actorId: by,
      action: 'groups.unlead',
      objectType: 'group',
      objectId: group.id,
      outcome: 'allowed',
      detail: { personId },
    });
  }
}
