import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize, peerName } from '@homegroup/identity';
import { Keyring } from '@homegroup/log';
import type { ReportView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';

const sealedWords = z.object({ words: z.string().nullable(), evidence: z.string().nullable() });
const most = 200;

@Injectable()
export class ListReports {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Reports from the rooms that the actor moderates, about what was written in their time; for a supervisor from
   * everywhere. Open ones first, then the newest; at most 200. Never those about the actor's own messages, and never
   * who reported. The read is recorded.
   */
  async execute(actor: Actor): Promise<ReportView[]> {
    authorize(actor, 'moderation.reports');
    const { organizationId, personId } = actor;
    const rows = await this.unit.run(organizationId, (work) => reportsFor(work, actor));
    const open = (purpose: string, id: string, sealed: Buffer) =>
      this.keyring.openForTenant(organizationId, purpose, id, sealed);
    const reports = await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        conversationId: row.conversation_id,
        conversationTitle: row.title,
        seq: row.target_seq,
        reason: row.reason as ReportView['reason'],
        ...(row.sealed
          ? sealedWords.parse(JSON.parse(await open('report', row.id, row.sealed)))
          : { words: null, evidence: null }),
        authorName: peerName(row),
        authorId: row.author_id,
        at: row.at.toISOString(),
        closedAt: row.closed_at?.toISOString() ?? null,
        outcome: row.sealed_outcome ? await open('report-outcome', row.id, row.sealed_outcome) : null,
      })),
    );
    await this.audit.record(organizationId, {
      actorId: personId,
      action: 'moderation.reports',
      outcome: 'allowed',
      detail: { reports: reports.length },
    });
    return reports;
  }
}

function reportsFor(work: Work, actor: Actor) {
  return work.db
    .selectFrom('message_report as r')
    .innerJoin('log_event as e', (join) =>
      join.onRef('e.conversation_id', '=', 'r.conversation_id').onRef('e.seq', '=', 'r.target_seq'),
    )
    .innerJoin('person as p', 'p.id', 'e.author_id')
    .leftJoin('treatment_group as g', 'g.conversation_id', 'r.conversation_id')
    .select([
      'r.id',
      'r.conversation_id',
      'r.target_seq',
      'r.reason',
      'r.sealed',
      'r.at',
      'r.closed_at',
      'r.sealed_outcome',
      'p.id as author_id',
      'p.legal_name',
      'p.display_name',
      'p.staff_role',
      sql<string>`coalesce(g.name, 'Direct conversation')`.as('title'),
    ])
    .where('p.id', '<>', actor.personId)
    .$if(actor.role !== 'clinical_supervisor', (query) =>
      query
        .where(
          sql<boolean>`exists (select from conversation_member m where m.conversation_id = r.conversation_id and m.person_id = ${actor.personId}
          and m.moderator and m.to_seq is null and m.gated_from_version is null and m.from_seq <= r.target_seq)`,
        )
        .where('g.id', 'is not', null),
    )
    .orderBy(sql`r.closed_at is not null`)
    .orderBy('r.at', 'desc')
    .orderBy('r.id')
    .limit(most)
    .execute();
}
