import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** Moves one's read position forwards, never back and never beyond the head. */
@Injectable()
export class MarkRead {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly doorbell: Doorbell,
  ) {}

  async execute(actor: Actor, input: { conversationId: string; seq: number }): Promise<{ readUpTo: number }> {
    authorize(actor, 'conversation:read');
    const { conversationId, seq } = input;
    const { organizationId, personId } = actor;
    const row = await this.unit.run(organizationId, async (work) => {
      const { rows } = await sql<{ seq: number; at: Date; moved: boolean; direct: boolean }>`
        with place as (
          select c.organization_id, c.id, c.kind, least(${seq}, c.head) as seq from conversation c
          where c.id = ${conversationId}
            and exists (select from conversation_member m where m.conversation_id = c.id and m.person_id = ${personId})
        ), moved as (
          insert into read_position (organization_id, conversation_id, person_id, seq, at)
          select p.organization_id, p.id, ${personId}, p.seq, clock_timestamp() from place p
          on conflict (conversation_id, person_id) do update set seq = excluded.seq, at = excluded.at
            where read_position.seq < excluded.seq
          returning seq, at
        )
        select coalesce(m.seq, r.seq, p.seq) as seq, coalesce(m.at, r.at, now()) as at, m.seq is not null as moved, p.kind = 'direct' as direct
        from place p left join moved m on true
        left join read_position r on r.conversation_id = p.id and r.person_id = ${personId}`.execute(work.db);
      return rows[0];
    });
    if (!row) throw new HomegroupError('not_found', 'There is no such conversation.');
    if (row.moved)
      this.doorbell.ring({
        kind: 'read',
        organizationId,
        conversationId,
        personId,
        seq: row.seq,
        at: row.at.toISOString(),
        direct: row.direct,
      });
    return { readUpTo: row.seq };
  }
}
