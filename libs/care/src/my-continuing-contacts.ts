import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { ContinuingContactView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { contactsOf } from './contact-record.js';

@Injectable()
export class MyContinuingContacts {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<ContinuingContactView[]> {
    authorize(actor, 'me.continuingContacts');
    return this.unit.run(actor.organizationId, (work) => contactsOf(work, actor.personId));
  }
}
