import { UnitOfWork } from '@homegroup/database';
import type { OperationParsed, RosterReport } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { planRoster, type RosterPlan } from './plan-roster.js';
import { readKnownRoster } from './read-known-roster.js';
import { type RosterOperator, requireOperator } from './roster-operator.js';

type RosterInput = OperationParsed<'roster.check'>['body'];

@Injectable()
export class CheckRoster {
  constructor(private readonly unit: UnitOfWork) {}

  /** What importing these files now would add, or every fault that keeps it from being done. Writes nothing. */
  async execute(operator: RosterOperator, input: RosterInput): Promise<RosterReport> {
    requireOperator(operator, 'roster.check');
    const known = await this.unit.run(operator.organizationId, readKnownRoster);
    return toRosterReport(planRoster(input.files, known), false);
  }
}

export function toRosterReport(plan: RosterPlan, applied: boolean): RosterReport {
  const { lines, added, known, faults } = plan;
  return { lines, added, known, faults, applied };
}
