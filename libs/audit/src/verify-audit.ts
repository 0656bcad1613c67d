import { UnitOfWork, type Work } from '@homegroup/database';
import type { OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AuditAnchor } from './anchor.js';
import { AuditTrail } from './audit-trail.js';
import { beginning, canonicalText, digest } from './canonical-entry.js';
import { type AuditReader, admit } from './reader.js';

export type AuditVerdict = OperationResult<'audit.verify'>;

const batch = 1000;

@Injectable()
export class VerifyAudit {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly anchor: AuditAnchor,
    private readonly trail: AuditTrail,
  ) {}

  /** Checks the chain and writes that it was checked. */
  async execute(reader: AuditReader): Promise<AuditVerdict> {
    admit(reader, 'audit.verify');
    const verdict = await this.check(reader.organizationId);
    await this.trail.record(reader.organizationId, {
      actorId: reader.personId,
      action: 'audit.verify',
      outcome: verdict.intact ? 'allowed' : 'failed',
      detail: { checked: verdict.checked, brokenAt: verdict.brokenAt },
    });
    return verdict;
  }

  /**
   * Recomputes every hash from the first entry to the head and compares the anchors. Finds an entry that was
   * changed, removed, added or moved, a cut tail, and a chain that was rewritten whole after it had been anchored.
   */
  async check(organizationId: string): Promise<AuditVerdict> {
    const anchors = new Map((await this.anchor.read(organizationId)).map((each) => [each.seq, each.hash]));
    return this.unit.run(organizationId, async (work) => {
      const head = await work.db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
      const last = Math.max(head?.seq ?? 0, ...anchors.keys());
      const shown = head ? { seq: head.seq, hash: head.hash.toString('hex') } : null;
      let previous = beginning;
      let seq = 0;
      const broken = (at: number): AuditVerdict => ({
        intact: false,
        checked: seq,
        brokenAt: at,
        head: shown,
      });
      while (seq < last) {
        const rows = await after(work, seq, last);
        if (rows.length === 0) return broken(seq + 1);
        for (const row of rows) {
          const hash = digest(previous, row.canonical);
          const fits = row.seq === seq + 1 && row.previous.equals(previous) && row.hash.equals(hash);
          const anchored = anchors.get(row.seq);
          if (!fits || (anchored !== undefined && anchored !== hash.toString('hex'))) return broken(seq + 1);
          previous = hash;
          seq = row.seq;
        }
      }
      if (head && !(head.seq === seq && head.hash.equals(previous))) return broken(seq);
      return { intact: true, checked: seq, brokenAt: null, head: shown };
    });
  }
}

const after = (work: Work, seq: number, last: number) =>
  work.db
    .selectFrom('audit_entry as e')
    .select(['e.seq', 'e.previous', 'e.hash', canonicalText.as('canonical')])
    .where('e.seq', '>', seq)
    .where('e.seq', '<=', last)
    .orderBy('e.seq')
    .limit(batch)
    .execute();
