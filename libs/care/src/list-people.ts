import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { PersonSummary } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { summariesInSight } from './person-summaries.js';

@Injectable()
export class ListPeople {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** A counselor's own caseload and groups; everybody for supervisors and administrators. The read is recorded. */
  async execute(actor: Actor): Promise<PersonSummary[]> {
    authorize(actor, 'people.list');
    const people = await this.unit.run(actor.organizationId, (work) => summariesInSight(work, actor));
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: 'people.list',
      outcome: 'allowed',
      detail: { people: people.length },
    });
    return people;
  }
}
