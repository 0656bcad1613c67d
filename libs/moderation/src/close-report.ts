import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { Keyring, placesOf } from '@homegroup/log';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { requireMayClose } from './policies.js';

@Injectable()
export class CloseReport {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly audit: AuditTrail,
  ) {}

  /** Says what came of it. @throws not_found, also for a report about one's own message; conflict when it is closed */
  async execute(
    actor: Actor,
    input: OperationParsed<'moderation.closeReport'>,
  ): Promise<Record<string, never>> {
    authorize(actor, 'moderation.closeReport');
    return this.unit.run(actor.organizationId, async (work) => {
      const report = await work.db
        .selectFrom('message_report as r')
        .innerJoin('conversation as c', 'c.id', 'r.conversation_id')
        .innerJoin('log_event as e', (join) =>
          join.onRef('e.conversation_id', '=', 'r.conversation_id').onRef('e.seq', '=', 'r.target_seq'),
        )
        .select(['r.id', 'r.conversation_id', 'r.target_seq as seq', 'c.kind', 'e.author_id as authorId'])
        .where('r.id', '=', input.params.id)
        .executeTakeFirst();
      if (!report) throw new HomegroupError('not_found', 'There is no such report.');
      const places = await placesOf(work, actor.personId, [report.conversation_id]);
      requireMayClose(actor, report, places.get(report.conversation_id) ?? null);
      const { outcome } = input.body;
      const sealed = await this.keyring.sealForTenant(
        work.organizationId,
        'report-outcome',
        report.id,
        outcome,
        work,
      );
      const closed = await work.db
        .updateTable('message_report')
        .set({ closed_at: sql`now()`, closed_by: actor.personId, sealed_outcome: sealed })
        .where('id', '=', report.id)
        .where('closed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (!closed) throw new HomegroupError('conflict', 'This report is closed already.');
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'moderation.closeReport',
        objectType: 'report',
        objectId: report.id,
        outcome: 'allowed',
        detail: { conversationId: report.conversation_id, target: report.seq },
      });
      return {};
    });
  }
}
