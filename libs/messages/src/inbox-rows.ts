import type { Work } from '@homegroup/database';
import type { ConversationSummary } from '@homegroup/protocol';
import { sql } from 'kysely';

export interface InboxRow {
  id: string;
  kind: ConversationSummary['kind'];
  head: number;
  locked: boolean;
  /** The last interval of belonging, when there is one. */
  member: boolean;
  current: boolean;
  gated: boolean;
  expired: boolean;
  moderator: boolean;
  bound: number;
  group_id: string | null;
  group_name: string | null;
  group_type: ConversationSummary['groupType'];
  capacity: number | null;
  membership_status: 'invited' | 'agreement_pending' | 'active' | 'suspended' | null;
  counterpart_id: string | null;
  read_up_to: number;
  unread: number;
  last_seq: number | null;
  last_at: Date | null;
  last_author_id: string | null;
  seats: Array<{ personId: string; leader: boolean }>;
}

/** Above so many a number says no more. */
const mostUnread = 100;

/**
 * A person's conversations: those they belong or belonged to, and the rooms of groups that wait for them. Counts
 * and the last message only from their own intervals, and none behind a gate; seats only for those who sit there.
 */
export async function inboxRows(
  work: Work,
  personId: string,
  conversationId: string | null,
): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    with mine as (
      select distinct on (m.conversation_id) m.conversation_id, true as member, m.to_seq is null as current, m.moderator,
        m.to_seq is null and m.gated_from_version is not null as gated, coalesce(m.expires_at <= now(), false) as expired, m.to_seq
      from conversation_member m where m.person_id = ${personId}
      order by m.conversation_id, m.from_seq desc
    ), waiting as (
      select g.conversation_id, s.status from group_membership s join treatment_group g on g.id = s.group_id
      where s.person_id = ${personId} and s.status <> 'ended'
    ), places as (
      select coalesce(m.conversation_id, w.conversation_id) as conversation_id, coalesce(m.member, false) as member,
        coalesce(m.current, false) as current, coalesce(m.moderator, false) as moderator, coalesce(m.gated, false) as gated,
        coalesce(m.expired, false) as expired, m.to_seq, w.status
      from mine m full join waiting w on w.conversation_id = m.conversation_id
    )
    select c.id, c.kind, c.head, c.locked_at is not null as locked, p.member, p.current, p.gated, p.expired, p.moderator,
      case when p.current then c.head when p.member then p.to_seq - 1 else 0 end as bound,
      g.id as group_id, g.name as group_name, g.type as group_type, g.capacity, p.status as membership_status,
      case when c.kind = 'direct' then case when c.staff_id = ${personId} then c.participant_id else c.staff_id end end as counterpart_id,
      coalesce(r.seq, 0) as read_up_to, coalesce(u.unread, 0) as unread, l.seq as last_seq, l.at as last_at, l.author_id as last_author_id,
      coalesce(s.seats, '[]') as seats
    from places p
    join conversation c on c.id = p.conversation_id
    left join treatment_group g on g.conversation_id = c.id
    left join read_position r on r.conversation_id = c.id and r.person_id = ${personId}
    left join lateral (
      select count(*)::int as unread from (
        select from log_event e
        where e.conversation_id = c.id and e.seq > coalesce(r.seq, 0) and e.kind = 'message:sent' and e.author_id <> ${personId}
          and not exists (select from log_event x where x.conversation_id = e.conversation_id and x.target_seq = e.seq and x.kind = 'message:removed')
          and ${readable(personId)}
        order by e.seq desc limit ${mostUnread}) n
    ) u on p.current and not p.gated
    left join lateral (
      select e.seq, e.at, e.author_id from log_event e
      where e.conversation_id = c.id and e.kind = 'message:sent' and ${readable(personId)}
        and not exists (select from log_event x where x.conversation_id = e.conversation_id and x.target_seq = e.seq and x.kind = 'message:removed')
      order by e.seq desc limit 1
    ) l on p.member and not p.gated
    left join lateral (
      select json_agg(json_build_object('personId', m.person_id, 'leader', m.moderator)
        order by m.moderator desc, m.from_seq) as seats
      from conversation_member m where m.conversation_id = c.id and m.to_seq is null
    ) s on p.current and c.kind = 'room'
    where ${conversationId}::uuid is null or c.id = ${conversationId}
    order by l.at desc nulls last, c.created_at desc, c.id`.execute(work.db);
  return rows;
}

const readable = (personId: string) => sql`exists (
  select from conversation_member m where m.conversation_id = e.conversation_id and m.person_id = ${personId}
    and e.seq >= m.from_seq and (m.to_seq is null or e.seq < m.to_seq))`;
