import type { Work } from '@homegroup/database';
import { type Actor } from '@homegroup/identity';
import { personCards } from '@homegroup/log';
import { type ConversationDetail, isStaffRole, type Standing } from '@homegroup/protocol';
import { sql } from 'kysely';

type Person = ConversationDetail['people'][number];

interface SeatRow {
  person_id: string;
  member: boolean;
  leader: boolean;
  muted_until: Date | null;
  legal_name: string;
}

/**
 * Everybody whose words or seat the reader may see: those whose time here overlaps the reader's own, and the reader.
 * Who has not taken the seat yet sees the leaders alone. Legal names are for staff; mutes for moderators and the person.
 */
export async function peopleOf(
  work: Work,
  actor: Actor,
  conversation: { id: string; standing: Standing; moderator: boolean },
): Promise<Person[]> {
  const arrived = conversation.standing === 'active' || conversation.standing === 'past';
  const visible = arrived
    ? sql`(m.person_id = ${actor.personId} or exists (
        select from conversation_member mine where mine.conversation_id = m.conversation_id and mine.person_id = ${actor.personId}
          and mine.from_seq < coalesce(m.to_seq, 2147483647) and m.from_seq < coalesce(mine.to_seq, 2147483647)))`
    : sql`m.moderator and m.to_seq is null`;
  const { rows } = await sql<SeatRow>`
    select m.person_id, bool_or(m.to_seq is null) as member, bool_or(m.moderator and m.to_seq is null) as leader,
      (select max(u.until) from conversation_mute u where u.conversation_id = ${conversation.id} and u.person_id = m.person_id
        and u.lifted_at is null and u.until > now()) as muted_until, max(p.legal_name) as legal_name
    from conversation_member m join person p on p.id = m.person_id
    where m.conversation_id = ${conversation.id} and ${visible}
    group by m.person_id
    order by bool_or(m.moderator and m.to_seq is null) desc, min(m.from_seq)`.execute(work.db);
  const cards = await personCards(
    work,
    rows.map((row) => row.person_id),
  );
  return rows.flatMap((row) => {
    const card = cards.get(row.person_id);
    if (!card) return [];
    const seesMute = conversation.moderator || row.person_id === actor.personId;
    return [
      {
        ...card,
        // Whether others sit here now is for those who sit here.
        member: row.member && (conversation.standing !== 'past' || row.person_id === actor.personId),
        leader: row.leader,
        mutedUntil: seesMute ? (row.muted_until?.toISOString() ?? null) : null,
        legalName: isStaffRole(actor.role) ? row.legal_name : null,
      },
    ];
  });
}
