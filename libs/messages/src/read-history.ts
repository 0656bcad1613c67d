import { AuditTrail } from '@homegroup/audit';
import { type Actor, authorize } from '@homegroup/identity';
import { ReadLog } from '@homegroup/log';
import type { Page } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Reads the past of a conversation within one's own intervals, also after leaving. The read is in the audit trail before it is served. */
@Injectable()
export class ReadHistory {
  constructor(
    private readonly readLog: ReadLog,
    private readonly audit: AuditTrail,
  ) {}

  async execute(
    actor: Actor,
    conversationId: string,
    stretch: { before?: number | undefined; limit: number },
  ): Promise<Page> {
    authorize(actor, 'conversations.history');
    const page = await this.readLog.page(actor, conversationId, stretch);
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: 'conversations.history',
      objectType: 'conversation',
      objectId: conversationId,
      outcome: 'allowed',
      detail: { items: page.items.length, before: stretch.before ?? null },
    });
    return page;
  }
}
