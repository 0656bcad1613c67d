import type { Work } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

export interface DirectBasis {
  basis: 'care_team' | 'continuing_contact';
  /** The primary counselor of the open episode. */
  primary: boolean;
  /** The last day of continuing contact, in the organization's time zone. */
  endsOn: string | null;
  /** The end of that day; nothing is written after it. */
  expiresAt: Date | null;
}

export interface DirectPair extends DirectBasis {
  participantId: string;
  staffId: string;
  conversationId: string | null;
}

/**
 * Who may write to whom, one to one: a client, also on hold, and their active care team; an alumnus, or who was one, and the staff
 * under an agreed continuing contact that is neither over nor ended. Never two clients. Of several reasons the care
 * team comes first. Only pairs with this person, or all of `pair`.
 */
export async function directPairs(
  work: Work,
  of: { personId: string } | { participantId: string; staffId: string },
): Promise<DirectPair[]> {
  const pair =
    'personId' in of
      ? sql`(b.participant_id = ${of.personId} or b.staff_id = ${of.personId})`
      : sql`b.participant_id = ${of.participantId} and b.staff_id = ${of.staffId}`;
  const { rows } = await sql<{
    participant_id: string;
    staff_id: string;
    basis: DirectBasis['basis'];
    is_primary: boolean;
    ends_on: string | null;
    expires_at: Date | null;
    conversation_id: string | null;
  }>`
    with bases as (
      select e.person_id as participant_id, t.person_id as staff_id, 'care_team' as basis, t.is_primary,
        null::date as ends_on, null::timestamptz as expires_at, 1 as rank
      from care_team_member t join episode e on e.id = t.episode_id
      where t.to_at is null and e.status in ('active', 'onhold')
      union all
      select c.alumnus_id, c.staff_id, 'continuing_contact', false, c.ends_on,
        (c.ends_on + 1)::timestamp at time zone o.time_zone, 2
      from continuing_contact c join organization o on o.id = c.organization_id
      where c.ended_at is null and c.agreed_by_staff_at is not null and c.agreed_by_alumnus_at is not null
        and (c.ends_on + 1)::timestamp at time zone o.time_zone > clock_timestamp()
    )
    select distinct on (b.participant_id, b.staff_id) b.participant_id, b.staff_id, b.basis, b.is_primary, b.ends_on,
      b.expires_at, v.id as conversation_id
    from bases b
    join person p on p.id = b.participant_id and p.staff_role is null and p.disabled_at is null
    join person s on s.id = b.staff_id and s.staff_role in ('counselor', 'clinical_supervisor') and s.disabled_at is null
    left join conversation v on v.participant_id = b.participant_id and v.staff_id = b.staff_id
    where ${pair}
    order by b.participant_id, b.staff_id, b.rank`.execute(work.db);
  return rows.map((row) => ({
    participantId: row.participant_id,
    staffId: row.staff_id,
    basis: row.basis,
    primary: row.is_primary,
    endsOn: row.ends_on,
    expiresAt: row.expires_at,
    conversationId: row.conversation_id,
  }));
}

/** Keeps the direct conversation of a client or alumnus with a member of staff as their care record says. */
@Injectable()
export class DirectAccess {
  constructor(private readonly log: LogWriter) {}

  /** The pair's conversation, open for both; made when it is not there. @throws not_found without a basis for it. */
  async open(work: Work, participantId: string, staffId: string): Promise<string> {
    const [pair] = await directPairs(work, { participantId, staffId });
    if (!pair) throw new HomegroupError('not_found', 'There is no such person.');
    const conversationId = await this.log.createConversation(work, {
      kind: 'direct',
      participantId,
      staffId,
    });
    await this.apply(work, conversationId, [participantId, staffId], pair);
    return conversationId;
  }

  /** After a change of care team, episode, contact or account: opens, limits or closes what there is. Makes nothing new. */
  async sync(work: Work, participantId: string, staffId: string): Promise<void> {
    const existing = await work.db
      .selectFrom('conversation')
      .select('id')
      .where('participant_id', '=', participantId)
      .where('staff_id', '=', staffId)
      .executeTakeFirst();
    if (!existing) return;
    const [pair] = await directPairs(work, { participantId, staffId });
    await this.apply(work, existing.id, [participantId, staffId], pair ?? null);
  }

  private async apply(
    work: Work,
    conversationId: string,
    personIds: readonly string[],
    basis: DirectBasis | null,
  ): Promise<void> {
    for (const personId of personIds) {
      if (!basis) {
        await this.log.closeInterval(work, { conversationId, personId, authorId: null });
        continue;
      }
      const { expiresAt } = basis;
      if (await this.log.setExpiry(work, { conversationId, personId, expiresAt })) continue;
      await this.log.openInterval(work, {
        conversationId,
        personId,
        moderator: false,
        expiresAt,
        authorId: null,
      });
    }
  }
}
