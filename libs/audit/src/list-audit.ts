import { UnitOfWork } from '@homegroup/database';
import type { OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { type AuditReader, admit } from './reader.js';

@Injectable()
export class ListAudit {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly trail: AuditTrail,
  ) {}

  /** The newest entries below `before`, newest first. Reading the trail stands in the trail. */
  async execute(
    reader: AuditReader,
    page: { before?: number | undefined; limit: number },
  ): Promise<OperationResult<'audit.list'>> {
    admit(reader, 'audit.list');
    const rows = await this.unit.run(reader.organizationId, (work) =>
      work.db
        .selectFrom('audit_entry as e')
        .leftJoin('person as p', 'p.id', 'e.actor_id')
        .selectAll('e')
        .select(['p.legal_name', 'p.display_name', 'p.staff_role'])
        .$if(page.before !== undefined, (query) => query.where('e.seq', '<', page.before ?? 0))
        .orderBy('e.seq', 'desc')
        .limit(page.limit + 1)
        .execute(),
    );
    await this.trail.record(reader.organizationId, {
      actorId: reader.personId,
      action: 'audit.list',
      outcome: 'allowed',
    });
    const entries = rows.slice(0, page.limit).map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      actorId: row.actor_id,
      actorName: row.staff_role ? row.legal_name : row.display_name,
      action: row.action,
      objectType: row.object_type,
      objectId: row.object_id,
      outcome: row.outcome as 'allowed' | 'denied' | 'failed',
      detail: row.detail as Record<string, unknown>,
      hash: row.hash.toString('hex'),
    }));
    return { entries, earlier: rows.length > page.limit ? (entries.at(-1)?.seq ?? null) : null };
  }
}
