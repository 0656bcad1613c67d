import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import type { GroupDetail, OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { requireSteering } from './policies.js';
import { ShowGroup } from './show-group.js';

@Injectable()
export class PublishAgreement {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly show: ShowGroup,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * A new version of the ground rules. From this moment nobody but the publisher reads or writes in the room until
   * they accept it; the publisher accepts by publishing. @throws not_found
   */
  async execute(actor: Actor, input: OperationParsed<'groups.publishAgreement'>): Promise<GroupDetail> {
    authorize(actor, 'groups.publishAgreement');
    return this.unit.run(actor.organizationId, async (work) => {
      const group = await lockGroup(work, input.params.id);
      requireSteering(actor, group.leaderIds);
      const version = group.agreementVersion + 1;
      const row = { organization_id: work.organizationId, group_id: group.id, version };
      await work.db
        .insertInto('group_agreement')
        .values({ ...row, text: input.body.text, published_by: actor.personId })
        .execute();
      await work.db
        .insertInto('agreement_acceptance')
        .values({ ...row, person_id: actor.personId })
        .execute();
      const conversation = { conversationId: group.conversationId };
      await this.log.gateMembers(work, {
        ...conversation,
        authorId: actor.personId,
        version,
        exceptPersonIds: [actor.personId],
      });
      // An earlier version may still have waited for the publisher.
      await this.log.liftGate(work, { ...conversation, personId: actor.personId });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'groups.publishAgreement',
        objectType: 'group',
        objectId: group.id,
        outcome: 'allowed',
        detail: { version },
      });
      return this.show.within(work, group.id, actor.personId);
    });
  }
}
