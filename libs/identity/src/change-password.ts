import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type Actor, authorize } from './actor.js';
import { EndAccess } from './end-access.js';
import { revokeInvitations } from './issue-invitation.js';
import { refuseWeakPassword } from './password-policy.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class ChangePassword {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Signs out every other device of the actor and closes its connections.
   * @throws sign_in_failed when the current password is wrong (counted as at sign-in), weak_password, too_many_requests
   */
  async execute(actor: Actor, current: string, next: string): Promise<void> {
    authorize(actor, 'me.changePassword');
    const person = await this.unit.run(actor.organizationId, (work) =>
      work.db
        .selectFrom('person as p')
        .innerJoin('organization as o', 'o.id', 'p.organization_id')
        .select(['p.email', 'p.legal_name', 'p.display_name', 'p.password_hash', 'o.name as organization'])
        .where('p.id', '=', actor.personId)
        .executeTakeFirstOrThrow(),
    );
    await this.throttle.admit(actor.organizationId, person.email);
    if (!(await verifyPassword(person.password_hash, current))) {
      await this.audit.record(actor.organizationId, {
        actorId: actor.personId,
        action: 'me.changePassword',
        outcome: 'denied',
      });
      throw new HomegroupError('sign_in_failed', 'The present password is not right.');
    }
    refuseWeakPassword(next, {
      email: person.email,
      names: [person.legal_name, person.display_name],
      organization: person.organization,
    });
    const passwordHash = await hashPassword(next);
    await this.unit.run(actor.organizationId, async (work) => {
      const changed = await work.db
        .updateTable('person')
        .set({ password_hash: passwordHash, password_changed_at: sql`now()` })
        .where('id', '=', actor.personId)
        .where('password_hash', '=', person.password_hash)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n)
        throw new HomegroupError('conflict', 'The password was changed meanwhile. Nothing was changed now.');
      await this.throttle.forget(work, person.email);
      await revokeInvitations(work, actor.personId);
      await this.end.revokeFamilies(work, actor.personId, 'password_changed', actor.familyId);
      this.audit.append(work, { actorId: actor.personId, action: 'me.changePassword', outcome: 'allowed' });
    });
  }
}
