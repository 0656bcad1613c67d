import { UnitOfWork, type Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** One line of the trail. Identifiers, codes and numbers only: never a person's words, a name or an address. */
export interface AuditRecord {
  /** Null for somebody who has not signed in, and for the system itself. */
  actorId: string | null;
  action: string;
  objectType?: string;
  objectId?: string;
  outcome: 'allowed' | 'denied' | 'failed';
  detail?: Record<string, string | number | boolean | null>;
}

interface Waiting {
  record: AuditRecord;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The only way into the trail. A change is recorded in its own transaction, so neither stands without the other.
 * Reads and denials are recorded in batches: whatever arrives while a batch is being written goes into the next.
 */
@Injectable()
export class AuditTrail {
  private readonly ofWork = new WeakMap<Work, AuditRecord[]>();
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly flushing = new Set<string>();

  constructor(private readonly unit: UnitOfWork) {}

  /** Records a change as the last statement of the caller's transaction; rolled back with it. */
  append(work: Work, record: AuditRecord): void {
    const known = this.ofWork.get(work);
    if (known) {
      known.push(record);
      return;
    }
    const records = [record];
    this.ofWork.set(work, records);
    // Asked for again at the end, so that it comes after whatever else was left for the end: one order of locks.
    work.beforeCommit(async () => work.beforeCommit(() => write(work, records)));
  }

  /**
   * Records a read or a denial. Resolves once it is durable; rejects when it could not be written, and then the
   * caller must not serve what was asked for.
   */
  record(organizationId: string, record: AuditRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(organizationId) ?? [];
      queue.push({ record, resolve, reject });
      this.waiting.set(organizationId, queue);
      if (!this.flushing.has(organizationId)) void this.flush(organizationId);
    });
  }

  private async flush(organizationId: string): Promise<void> {
    this.flushing.add(organizationId);
    for (
      let batch = this.waiting.get(organizationId);
      batch?.length;
      batch = this.waiting.get(organizationId)
    ) {
      this.waiting.delete(organizationId);
      const now = batch;
      try {
        await this.unit.run(organizationId, (work) =>
          write(
            work,
            now.map((each) => each.record),
          ),
        );
        for (const each of now) each.resolve();
      } catch (error) {
        for (const each of now) each.reject(error);
      }
    }
    this.flushing.delete(organizationId);
  }
}

async function write(work: Work, records: AuditRecord[]): Promise<void> {
  await sql`select audit_append(${JSON.stringify(records)}::jsonb)`.execute(work.db);
}
