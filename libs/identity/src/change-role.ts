import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AccountBook } from './account-book.js';
import { decideOverAccount } from './account-policy.js';
import type { Actor } from './actor.js';
import { EndAccess } from './end-access.js';

type NewRole = OperationParsed<'people.changeRole'>['body'];

@Injectable()
export class ChangeRole {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly book: AccountBook,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Changes what a member of staff may do, on open connections too. Nobody changes their own role, and so nobody
   * grants themselves a clinical one. @throws not_allowed, not_found, conflict for somebody who is not staff
   */
  execute(actor: Actor, personId: string, { staffRole, reason }: NewRole): Promise<void> {
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await decideOverAccount(work, actor, personId, 'people.changeRole');
      if (!person.staff_role)
        throw new HomegroupError(
          'conflict',
          'Only staff have a role that can be changed. Nothing was changed.',
        );
      if (person.staff_role === staffRole) return;
      await work.db.updateTable('person').set({ staff_role: staffRole }).where('id', '=', personId).execute();
      await this.end.accessChanged(work);
      await this.book.enter(work, { personId, kind: 'role_changed', by: actor.personId, reason });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'people.changeRole',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
        detail: { from: person.staff_role, to: staffRole },
      });
    });
  }
}
