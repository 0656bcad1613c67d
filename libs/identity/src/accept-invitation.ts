import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import type { OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { EndAccess } from './end-access.js';
import { findInvitation, linkExpired, parseToken } from './invitation-token.js';
import { type OpenedSession, OpenSession } from './open-session.js';
import { refuseWeakPassword } from './password-policy.js';
import { hashPassword } from './passwords.js';
import { roleOf } from './role-of.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class InspectInvitation {
  constructor(private readonly unit: UnitOfWork) {}

  /** What a link is for, without using it. @throws link_expired for used, expired, revoked and unknown alike */
  async execute(token: string): Promise<OperationResult<'invitation.inspect'>> {
    const { organizationId, invitationId, secret } = parseToken(token);
    const found = await this.unit.run(organizationId, (work) => findInvitation(work, invitationId, secret));
    return {
      organization: found.organization,
      displayName: found.display_name,
      purpose: found.purpose as 'join' | 'reset',
      expiresAt: found.expires_at.toISOString(),
    };
  }
}

@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly throttle: SignInThrottle,
    private readonly open: OpenSession,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Uses a link once: sets the password, signs out every device the account had, signs this one in. Of two at the
   * same moment one gets link_expired. A weak password does not use the link up. @throws link_expired, weak_password
   */
  async execute(token: string, password: string): Promise<OpenedSession> {
    const { organizationId, invitationId, secret } = parseToken(token);
    const found = await this.unit.run(organizationId, (work) => findInvitation(work, invitationId, secret));
    refuseWeakPassword(password, {
      email: found.email,
      names: [found.legal_name, found.display_name],
      organization: found.organization,
    });
    const passwordHash = await hashPassword(password);
    return this.unit.run(organizationId, async (work) => {
      // The person before the invitation, as everywhere: two orders of locks would wait for each other.
      await lockPerson(work, found.person_id);
      await useUp(work, invitationId);
      const person = await work.db
        .updateTable('person as p')
        .set({ password_hash: passwordHash, password_changed_at: sql`now()` })
        .where('p.id', '=', found.person_id)
        .where('p.disabled_at', 'is', null)
        .returning([
          'p.id',
          'p.email',
          'p.legal_name',
          'p.display_name',
          'p.staff_role',
          roleOf('p').as('role'),
        ])
        .executeTakeFirst();
      if (!person) throw linkExpired();
      await this.throttle.forget(work, person.email);
      await this.end.revokeFamilies(work, person.id, 'password_changed');
      const session = await this.open.within(work, person);
      this.audit.append(work, {
        actorId: person.id,
        action: 'invitation.accept',
        objectType: 'person',
        objectId: person.id,
        outcome: 'allowed',
        detail: { purpose: found.purpose },
      });
      return session;
    });
  }
}

const lockPerson = (work: Work, personId: string) =>
  work.db.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute();

/** The row lock lets exactly one of two racing uses through. */
async function useUp(work: Work, invitationId: string): Promise<void> {
  const used = await work.db
    .updateTable('invitation')
    .set({ used_at: sql`now()` })
    .where('id', '=', invitationId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw linkExpired();
}
