import { AuditTrail } from '@homegroup/audit';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { UnitOfWork, type Work } from '@homegroup/database';
import { HomegroupError, type InvitationLink } from '@homegroup/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { decideOverAccount } from './account-policy.js';
import type { Actor } from './actor.js';
import { newSecret, spellToken } from './invitation-token.js';

const days = 7;

@Injectable()
export class IssueInvitation {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * A link that works once and for seven days; an earlier one stops working. For an account that has a password it
   * sets a new one and changes nothing else. @throws not_allowed, not_found, conflict for a closed account
   */
  execute(actor: Actor, personId: string): Promise<InvitationLink> {
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await decideOverAccount(work, actor, personId, 'people.invite');
      if (person.disabled_at)
        throw new HomegroupError('conflict', 'This account is closed. Open it again first.');
      return this.within(work, actor.personId, person);
    });
  }

  /** In the caller's transaction, after the caller has decided that it may be done. */
  async within(
    work: Work,
    actorId: string | null,
    person: { id: string; password_hash: string | null },
  ): Promise<InvitationLink> {
    await revokeInvitations(work, person.id);
    const { secret, hash } = newSecret();
    const purpose = person.password_hash === null ? 'join' : 'reset';
    const invitation = await work.db
      .insertInto('invitation')
      .values({
        organization_id: work.organizationId,
        person_id: person.id,
        purpose,
        token_hash: hash,
        created_by: actorId,
        expires_at: sql`now() + make_interval(days => ${days})`,
      })
      .returning(['id', 'expires_at'])
      .executeTakeFirstOrThrow();
    this.audit.append(work, {
      actorId,
      action: 'people.invite',
      objectType: 'person',
      objectId: person.id,
      outcome: 'allowed',
      detail: { purpose },
    });
    const token = spellToken(work.organizationId, invitation.id, secret);
    return {
      url: `${this.configuration.publicUrl}/join#${token}`,
      expiresAt: invitation.expires_at.toISOString(),
    };
  }
}

/** Links that were not used yet stop working. */
export async function revokeInvitations(work: Work, personId: string): Promise<void> {
  await work.db
    .updateTable('invitation')
    .set({ revoked_at: sql`now()` })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}
