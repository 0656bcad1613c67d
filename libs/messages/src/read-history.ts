import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { ReadLog } from '@homegroup/log';
import { HomegroupError, type Page } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { inboxRows } from './inbox-rows.js';

/** Reads the past of a conversation within one's own intervals, also after leaving. The read is in the audit trail before it is served. */
@Injectable()
export class ReadHistory {
  constructor(
    private readonly readLog: ReadLog,
    private readonly audit: AuditTrail,
    private readonly unit: UnitOfWork,
  ) {}

  async execute(
    actor: Actor,
    conversationId: string,
    stretch: { before?: number | undefined; limit: number },
  ): Promise<Page> {
    authorize(actor, 'conversations.history');
    const page = await this.readLog
      .page(actor, conversationId, stretch)
      .catch((error: unknown) => this.explain(actor, conversationId, error));
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

  /** Who was invited knows of the room: they are told what is missing rather than that there is none. */
  private async explain(actor: Actor, conversationId: string, error: unknown): Promise<never> {
    if (!(error instanceof HomegroupError) || error.code !== 'not_found') throw error;
    const [row] = await this.unit.run(actor.organizationId, (work) =>
      inboxRows(work, actor.personId, conversationId),
    );
    if (!row) throw error;
    throw new HomegroupError('agreement_required', 'Take your seat and accept the group agreement first.');
  }
}
