import { AuditTrail } from '@homegroup/audit';
import { POOL, UnitOfWork, type Work } from '@homegroup/database';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import pg from 'pg';
import { DirectAccess } from './direct-access.js';
import { lockPerson } from './person-record.js';

/** Ends direct conversations whose continuing contact has run out: for the nodes themselves, not for a person. */
@Injectable()
export class EndExpired {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly unit: UnitOfWork,
    private readonly direct: DirectAccess,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Looks in one round trip; where somebody's time is over, they leave the conversation as they would by an end of
   * the contact, on every node. Several nodes may do it at once: the second finds nothing to do.
   * @returns how many conversations ended
   */
  async execute(organizationId: string): Promise<number> {
    const { rows } = await this.pool.query<{ participant_id: string; staff_id: string }>({
      name: 'read-expired',
      text: 'select * from read_expired($1)',
      values: [organizationId],
    });
    let ended = 0;
    for (const { participant_id, staff_id } of rows)
      ended += await this.unit.run(organizationId, (work) => this.end(work, participant_id, staff_id));
    return ended;
  }

  private async end(work: Work, participantId: string, staffId: string): Promise<number> {
    await lockPerson(work, participantId);
    const { rows } = await sql<{ id: string }>`
      select distinct c.id from conversation_member m join conversation c on c.id = m.conversation_id
      where c.participant_id = ${participantId} and c.staff_id = ${staffId}
        and m.to_seq is null and m.expires_at <= clock_timestamp()`.execute(work.db);
    const [conversation] = rows;
    if (!conversation) return 0;
    await this.direct.sync(work, participantId, staffId);
    this.audit.append(work, {
      actorId: null,
      action: 'care.contactExpired',
      objectType: 'conversation',
      objectId: conversation.id,
      outcome: 'allowed',
    });
    return 1;
  }
}
