import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { type GroupDetail, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AddLeader } from './add-leader.js';
import { defaultAgreement } from './default-agreement.js';
import { ShowGroup } from './show-group.js';

export interface NewGroup extends Omit<OperationParsed<'groups.create'>['body'], 'agreement'> {
  agreement?: string | undefined;
  /** For a group that has met already. */
  startedOn?: string | null;
  /** Null for the system itself. */
  by: string | null;
}

@Injectable()
export class CreateGroup {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly leaders: AddLeader,
    private readonly show: ShowGroup,
    private readonly audit: AuditTrail,
  ) {}

  async execute(actor: Actor, input: OperationParsed<'groups.create'>): Promise<GroupDetail> {
    authorize(actor, 'groups.create');
    return this.unit.run(actor.organizationId, async (work) => {
      const { groupId } = await this.within(work, { ...input.body, by: actor.personId });
      return this.show.within(work, groupId, actor.personId);
    });
  }

  /**
   * A group with its room, its first agreement and its leaders, who accept that agreement by leading.
   * @throws not_found for a foreign programme or leader; already_exists for a name that is in use;
   * credential_expired and conflict as `AddLeader`; invalid_input when a leader is named twice.
   */
  async within(work: Work, group: NewGroup): Promise<{ groupId: string; conversationId: string }> {
    if (new Set(group.leaderIds).size !== group.leaderIds.length)
      throw new HomegroupError('invalid_input', 'Name each leader once.', {
        faults: [{ path: 'leaderIds', message: 'Name each leader once.' }],
      });
    if (group.programmeId !== null) await requireProgramme(work, group.programmeId);
    const conversationId = await this.log.createConversation(work, { kind: 'room' });
    const created = await work.db
      .insertInto('treatment_group')
      .values({
        organization_id: work.organizationId,
        programme_id: group.programmeId,
        name: group.name,
        type: group.type,
        membership_kind: group.membershipKind,
        capacity: group.capacity,
        started_on: group.startedOn ?? null,
        conversation_id: conversationId,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!created) throw new HomegroupError('already_exists', 'A group with this name exists already.');
    const groupId = created.id;
    await work.db
      .insertInto('group_agreement')
      .values({
        organization_id: work.organizationId,
        group_id: groupId,
        version: 1,
        text: group.agreement ?? defaultAgreement,
        published_by: group.by,
      })
      .execute();
    for (const personId of group.leaderIds)
      await this.leaders.within(work, { groupId, personId, by: group.by });
    if (group.type === 'alumni' && group.programmeId !== null)
      await work.db
        .updateTable('programme')
        .set({ alumni_group_id: groupId })
        .where('id', '=', group.programmeId)
        .where('alumni_group_id', 'is', null)
        .execute();
    this.audit.append(work, {
      actorId: group.by,
      action: 'groups.create',
      objectType: 'group',
      objectId: groupId,
      outcome: 'allowed',
      detail: { type: group.type, capacity: group.capacity },
    });
    return { groupId, conversationId };
  }
}

async function requireProgramme(work: Work, programmeId: string): Promise<void> {
  const known = await work.db
    .selectFrom('programme')
    .select('id')
    .where('id', '=', programmeId)
    .executeTakeFirst();
  if (!known) throw new HomegroupError('not_found', 'There is no such programme.');
}
