import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize, CreatePerson } from '@homegroup/identity';
import type { AddPerson as Added, OperationParsed, PersonDetail } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { EnrolClient } from './enrol-client.js';
import { personDetail } from './person-detail.js';
import { requireMayAdd } from './policies.js';

@Injectable()
export class AddPerson {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly people: CreatePerson,
    private readonly enrol: EnrolClient,
  ) {}

  /**
   * A member of staff; or a client with an episode and a care team, all of it or nothing. The account opens by invitation.
   * @throws not_allowed; already_exists for a known address; not_found for a foreign programme or counselor; conflict
   */
  async execute(actor: Actor, input: OperationParsed<'people.add'>): Promise<PersonDetail> {
    authorize(actor, 'people.add');
    requireMayAdd(actor, input.body);
    return this.unit.run(actor.organizationId, async (work) =>
      personDetail(work, await this.create(work, actor, input.body), []),
    );
  }

  private async create(work: Work, actor: Actor, added: Added): Promise<string> {
    const { legalName, email } = added;
    if (added.kind === 'staff')
      return this.people.within(work, actor.personId, {
        legalName,
        email,
        displayName: legalName,
        staffRole: added.staffRole,
        credentialExpiresOn: added.credentialExpiresOn,
      });
    const personId = await this.people.within(work, actor.personId, {
      legalName,
      email,
      displayName: added.displayName,
      staffRole: null,
    });
    await this.enrol.within(work, {
      personId,
      programmeId: added.programmeId,
      primaryCounselorId: added.primaryCounselorId,
      startedOn: added.startedOn,
      by: actor.personId,
    });
    return personId;
  }
}
