import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { EndAccess } from './end-access.js';
import { fitsHash, parseRefreshToken } from './refresh-token.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly end: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** Ends the device that holds this refresh token and closes its connections. A token that says nothing does nothing. */
  async execute(refreshToken: string): Promise<void> {
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
      if (!(await this.end.revokeFamily(work, row.family_id, 'signed_out'))) return;
      this.audit.append(work, {
        actorId: row.person_id,
        action: 'session.signOut',
        objectType: 'session',
        objectId: row.family_id,
        outcome: 'allowed',
      });
    });
  }
}
