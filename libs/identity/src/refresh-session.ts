import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { sessionEnded } from './access-tokens.js';
import { EndAccess } from './end-access.js';
import { TokenKeys } from './keys.js';
import { type OpenedSession, OpenSession } from './open-session.js';
import { fitsHash, insertRefreshToken, parseRefreshToken } from './refresh-token.js';
import { roleOf } from './role-of.js';

/** Seconds in which a token that was used already yields the same successor: two windows may use it at once. */
const grace = 10;
/**
 * As long as its successor was never used: then its answer may have been lost, and the signal with it. Not for a
 * token that was itself yielded so late: whoever lives on a copy does so at every refresh.
 */
const lostWithin = 60;

const usedWithin = (seconds: number) =>
  sql<boolean>`coalesce(t.used_at > clock_timestamp() - make_interval(secs => ${seconds}::int), false)`;

@Injectable()
export class RefreshSession {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keys: TokenKeys,
    private readonly open: OpenSession,
    private readonly end: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Trades a refresh token for its successor. A token that turns up again after the grace period was copied: the
   * device is signed out wherever it is, its connections are closed, and it is audited. @throws session_ended
   */
  async execute(token: string): Promise<OpenedSession> {
    const parts = parseRefreshToken(token);
    if (!parts) throw sessionEnded();
    const session = await this.unit.run(parts.organizationId, async (work) => {
      const row = await this.lock(work, parts.tokenId);
      if (!row || !fitsHash(parts.secret, row.secret_hash) || !row.valid) return null;
      if (row.used && !row.soon && !row.lost) {
        await this.end.revokeFamily(work, row.family_id, 'reused');
        this.audit.append(work, {
          actorId: row.id,
          action: 'session.reuse',
          objectType: 'session',
          objectId: row.family_id,
          outcome: 'denied',
        });
        return null;
      }
      const tokenId = row.successor_id ?? (await this.rotate(work, parts.tokenId, row.family_id));
      if (row.used && !row.soon) await this.markLate(work, tokenId);
      return this.open.opened(parts.organizationId, row, {
        familyId: row.family_id,
        tokenId,
        endsAt: row.expires_at,
      });
    });
    if (!session) throw sessionEnded();
    return session;
  }

  private async rotate(work: Work, tokenId: string, familyId: string): Promise<string> {
    const successor = await insertRefreshToken(work, this.keys, familyId);
    await work.db
      .updateTable('refresh_token')
      .set({ used_at: sql`now()`, successor_id: successor })
      .where('id', '=', tokenId)
      .execute();
    await work.db
      .updateTable('session_family')
      .set({ last_used_at: sql`now()` })
      .where('id', '=', familyId)
      .execute();
    return successor;
  }

  private async markLate(work: Work, tokenId: string): Promise<void> {
    await work.db
      .updateTable('refresh_token')
      .set({ yielded_late: true })
      .where('id', '=', tokenId)
      .execute();
  }

  /** Held until commit, so that two uses at the same moment get one successor. */
  private lock(work: Work, tokenId: string) {
    return work.db
      .selectFrom('refresh_token as t')
      .innerJoin('session_family as f', 'f.id', 't.family_id')
      .innerJoin('person as p', 'p.id', 'f.person_id')
      .leftJoin('refresh_token as n', 'n.id', 't.successor_id')
      .select(['t.family_id', 't.secret_hash', 't.successor_id', 'f.expires_at'])
      .select(['p.id', 'p.legal_name', 'p.display_name', 'p.staff_role', roleOf('p').as('role')])
      .select([
        sql<boolean>`f.revoked_at is null and f.expires_at > now() and p.disabled_at is null`.as('valid'),
        sql<boolean>`t.used_at is not null`.as('used'),
        usedWithin(grace).as('soon'),
        sql<boolean>`${usedWithin(lostWithin)} and n.used_at is null and not t.yielded_late`.as('lost'),
      ])
      .where('t.id', '=', tokenId)
      .forUpdate('t')
      .executeTakeFirst();
  }
}
