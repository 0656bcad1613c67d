import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { localDay, lockPerson } from './person-record.js';
import { requireMayLead } from './policies.js';
import { requireFreeName, seated } from './seats.js';

const mostLeaders = 2;

@Injectable()
export class AddLeader {
  constructor(
    private readonly log: LogWriter,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Makes a member of staff leader of the group and moderator of its room; leading includes accepting the current
   * agreement. Somebody who leads already stays as they are.
   * @throws not_found; conflict for a third leader or somebody who may not lead; credential_expired; name_taken
   */
  async within(
    work: Work,
    leading: { groupId: string; personId: string; by: string | null },
  ): Promise<{ added: boolean }> {
    const person = await lockPerson(work, leading.personId);
    const group = await lockGroup(work, leading.groupId);
    if (group.leaderIds.includes(person.id)) return { added: false };
    requireMayLead(person, await localDay(work));
    if (group.leaderIds.length >= mostLeaders)
      throw new HomegroupError('conflict', 'A group has one or two leaders.');
    await this.requireName(work, group.id, person.name);
    const row = { organization_id: work.organizationId, group_id: group.id, person_id: person.id };
    await work.db.insertInto('group_leader').values(row).execute();
    await work.db
      .insertInto('agreement_acceptance')
      .values({ ...row, version: group.agreementVersion })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.log.openInterval(work, {
      conversationId: group.conversationId,
      personId: person.id,
      moderator: true,
      authorId: leading.by,
    });
    this.audit.append(work, {
      actorId: leading.by,
      action: 'groups.lead',
      objectType: 'group',
      objectId: group.id,
      outcome: 'allowed',
      detail: { personId: person.id },
    });
    return { added: true };
  }

  private async requireName(work: Work, groupId: string, name: string): Promise<void> {
    const members = await work.db
      .selectFrom('group_membership as m')
      .innerJoin('person as p', 'p.id', 'm.person_id')
      .select('p.display_name as name')
      .where('m.group_id', '=', groupId)
      .where('m.status', 'in', seated)
      .execute();
    requireFreeName(
      name,
      members.map((each) => each.name),
    );
  }
}
