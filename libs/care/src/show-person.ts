import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { requireInSight } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import type { OperationParsed, PersonDetail } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { personDetail } from './person-detail.js';
import { PersonHistory } from './person-history.js';

@Injectable()
export class ShowPerson {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly history: PersonHistory,
    private readonly audit: AuditTrail,
  ) {}

  /** The read is recorded. @throws not_found, also for somebody whom the actor does not work with */
  async execute(actor: Actor, input: OperationParsed<'people.show'>): Promise<PersonDetail> {
    authorize(actor, 'people.show');
    const person = await this.unit.run(actor.organizationId, async (work) => {
      await requireInSight(work, actor, input.params.id);
      return personDetail(work, input.params.id, await this.history.of(work, actor, input.params.id));
    });
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: 'people.show',
      objectType: 'person',
      objectId: person.id,
      outcome: 'allowed',
    });
    return person;
  }
}
