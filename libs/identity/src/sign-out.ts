import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { EndAccess, type EndReason } from './end-access.js';
import { fitsHash, parseRefreshToken } from './refresh-token.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** Ends the device that holds this refresh token and closes its connections. A token that says nothing does nothing. */
  execute(refreshToken: string): Promise<void> {
    return this.leave(refreshToken, { reason: 'signed_out', action: 'session.signOut' });
  }

  /**
   * The same where another person has come in at the browser that held the token: its cookie is theirs now, and its
   * windows must not go on as theirs. Does nothing when the person is the same.
   */
  giveWay(refreshToken: string, personId: string): Promise<void> {
    return this.leave(refreshToken, { reason: 'replaced', action: 'session.replaced', unlessOf: personId });
  }

  private async leave(
    refreshToken: string,
    { reason, action, unlessOf }: { reason: EndReason; action: string; unlessOf?: string },
  ): Promise<void> {
    const parts = parseRefreshToken(refreshToken);
    if (!parts) return;
    await this.unit.run(parts.organizationId, async (work) => {
      const row = await work.db
        .selectFrom('refresh_token as t')
        .innerJoin('session_family as f', 'f.id', 't.family_id')
        .select(['t.secret_hash', 't.family_id', 'f.person_id'])
        .where('t.id', '=', parts.tokenId)
        .executeTakeFirst();
      if (!row || !fitsHash(parts.secret, row.secret_hash)) return;
      if (row.person_id === unlessOf) return;
      if (!(await this.end.revokeFamily(work, row.family_id, reason))) return;
      this.audit.append(work, {
        actorId: row.person_id,
        action,
        objectType: 'session',
        objectId: row.family_id,
        outcome: 'allowed',
      });
    });
  }
}
