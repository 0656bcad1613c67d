import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { type OpenedSession, OpenSession } from './open-session.js';
import { hashPassword, isOutdated, verifyPassword } from './passwords.js';
import { roleOf } from './role-of.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly throttle: SignInThrottle,
    private readonly open: OpenSession,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * An unknown address, a wrong password, an account never activated and a closed one are answered alike, in
   * words and in time. @throws sign_in_failed, too_many_requests
   */
  async execute(organizationId: string, email: string, password: string): Promise<OpenedSession> {
    await this.throttle.admit(organizationId, email);
    const person = await this.unit.run(organizationId, (work) =>
      work.db
        .selectFrom('person as p')
        .select([
          'p.id',
          'p.legal_name',
          'p.display_name',
          'p.staff_role',
          'p.password_hash',
          'p.disabled_at',
        ])
        .select(roleOf('p').as('role'))
        .where('p.email', '=', email)
        .executeTakeFirst(),
    );
    const right = await verifyPassword(person?.password_hash ?? null, password);
    if (!right || !person || person.disabled_at) {
      await this.audit.record(organizationId, {
        actorId: null,
        action: 'session.signIn',
        outcome: 'denied',
        ...(person && { objectType: 'person', objectId: person.id }),
      });
      throw new HomegroupError('sign_in_failed', 'The e-mail address or the password is not right.');
    }
    const renewed = isOutdated(person.password_hash ?? '') ? await hashPassword(password) : null;
    return this.unit.run(organizationId, async (work) => {
      if (renewed)
        await work.db
          .updateTable('person')
          .set({ password_hash: renewed })
          .where('id', '=', person.id)
          .where('password_hash', '=', person.password_hash)
          .execute();
      await this.throttle.forget(work, email);
      const session = await this.open.within(work, person);
      this.audit.append(work, {
        actorId: person.id,
        action: 'session.signIn',
        objectType: 'session',
        objectId: session.actor.familyId,
        outcome: 'allowed',
      });
      return session;
    });
  }
}
