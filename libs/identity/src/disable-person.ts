import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AccountBook } from './account-book.js';
import { decideOverAccount } from './account-policy.js';
import type { Actor } from './actor.js';
import { EndAccess } from './end-access.js';
import { revokeInvitations } from './issue-invitation.js';

@Injectable()
export class DisablePerson {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly book: AccountBook,
    private readonly audit: AuditTrail,
  ) {}

  /** Closes an account, every device and every open connection; a closed one stays as it is. @throws not_allowed, not_found */
  execute(actor: Actor, personId: string, reason: string): Promise<void> {
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await decideOverAccount(work, actor, personId, 'people.disable');
      if (person.disabled_at) return;
      await work.db
        .updateTable('person')
        .set({ disabled_at: sql`now()` })
        .where('id', '=', personId)
        .execute();
      await revokeInvitations(work, personId);
      await this.end.revokeFamilies(work, personId, 'disabled');
      await this.book.enter(work, { personId, kind: 'disabled', by: actor.personId, reason });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'people.disable',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
      });
    });
  }
}

@Injectable()
export class EnablePerson {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly book: AccountBook,
    private readonly audit: AuditTrail,
  ) {}

  /** Opens an account again, with its password; nobody is signed in by it. @throws not_allowed, not_found */
  execute(actor: Actor, personId: string, reason: string): Promise<void> {
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await decideOverAccount(work, actor, personId, 'people.enable');
      if (!person.disabled_at) return;
      await work.db.updateTable('person').set({ disabled_at: null }).where('id', '=', personId).execute();
      await this.end.accessChanged(work);
      await this.book.enter(work, { personId, kind: 'enabled', by: actor.personId, reason });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'people.enable',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
      });
    });
  }
}
