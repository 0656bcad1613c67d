import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { DirectAccess, directPairs } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { type ConversationDetail, HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ShowConversation } from './show-conversation.js';

/** Opens the one direct conversation with a person, where care team or continuing contact allows it. */
@Injectable()
export class OpenDirect {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly direct: DirectAccess,
    private readonly show: ShowConversation,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws not_found for everybody whom the actor may not write to, existing or not. */
  async execute(actor: Actor, personId: string): Promise<ConversationDetail> {
    authorize(actor, 'direct.open');
    return this.unit.run(actor.organizationId, async (work) => {
      const pairs = await directPairs(work, { personId: actor.personId });
      const pair = pairs.find((each) => each.participantId === personId || each.staffId === personId);
      if (!pair || personId === actor.personId)
        throw new HomegroupError('not_found', 'There is no such person.');
      const conversationId = await this.direct.open(work, pair.participantId, pair.staffId);
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'direct.open',
        objectType: 'conversation',
        objectId: conversationId,
        outcome: 'allowed',
        detail: { basis: pair.basis },
      });
      return this.show.within(work, actor, conversationId);
    });
  }
}
