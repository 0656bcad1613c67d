import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import type { OperationParsed, RosterReport } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { toRosterReport } from './check-roster.js';
import { planRoster } from './plan-roster.js';
import { readKnownRoster } from './read-known-roster.js';
import { personOf, type RosterOperator, requireOperator } from './roster-operator.js';
import { WriteRoster } from './write-roster.js';

@Injectable()
export class ImportRoster {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly write: WriteRoster,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Brings in all of the files, or nothing when they have a single fault: then the report lists all faults that
   * could be found. Adds only; the same files again change nothing. Two imports into one organization go one after
   * the other. Nobody is invited by it. @throws not_allowed
   */
  async execute(
    operator: RosterOperator,
    input: OperationParsed<'roster.import'>['body'],
  ): Promise<RosterReport> {
    requireOperator(operator, 'roster.import');
    return this.unit.run(operator.organizationId, async (work) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`roster:${operator.organizationId}`}, 0))`.execute(
        work.db,
      );
      const plan = planRoster(input.files, await readKnownRoster(work));
      const actorId = personOf(operator);
      const changes =
        plan.additions !== null && Object.values(plan.additions).some((list) => list.length > 0);
      if (plan.additions && changes) await this.write.within(work, actorId, plan, plan.additions);
      this.audit.append(work, {
        actorId,
        action: 'roster.import',
        outcome: plan.additions ? 'allowed' : 'failed',
        detail: { lines: plan.lines, faults: plan.faults.length, applied: changes, ...plan.added },
      });
      return toRosterReport(plan, changes);
    });
  }
}
