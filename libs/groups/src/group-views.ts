import type { Work } from '@homegroup/database';
import type { GroupDetail, GroupType, GroupView, MembershipStatus } from '@homegroup/protocol';
import { sql } from 'kysely';
import { cardsOf } from './person-record.js';
import { seated } from './seats.js';

/** Groups as staff see them, by name. Without `ids` every group of the organization. */
export async function groupViews(work: Work, ids?: readonly string[]): Promise<GroupView[]> {
  if (ids?.length === 0) return [];
  const rows = await work.db
    .selectFrom('treatment_group as g')
    .leftJoin('programme as r', 'r.id', 'g.programme_id')
    .select((eb) => [
      'g.id',
      'g.name',
      'g.type',
      'g.membership_kind',
      'g.programme_id',
      'r.name as programme',
      'g.capacity',
      'g.started_on',
      'g.conversation_id',
      eb
        .selectFrom('group_membership as m')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('m.group_id', '=', 'g.id')
        .where('m.status', 'in', seated)
        .as('taken'),
      sql<
        string[]
      >`array(select l.person_id from group_leader l where l.group_id = g.id and l.to_at is null order by l.from_at, l.id)`.as(
        'leader_ids',
      ),
      sql<number>`(select max(a.version) from group_agreement a where a.group_id = g.id)`.as(
        'agreement_version',
      ),
    ])
    .$if(ids !== undefined, (query) => query.where('g.id', 'in', [...(ids ?? [])]))
    .orderBy('g.name')
    .execute();
  const cards = await cardsOf(
    work,
    rows.flatMap((row) => row.leader_ids),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type as GroupType,
    membershipKind: row.membership_kind as GroupView['membershipKind'],
    programmeId: row.programme_id,
    programme: row.programme,
    capacity: row.capacity,
    taken: row.taken ?? 0,
    startedOn: row.started_on,
    leaders: row.leader_ids.flatMap((each) => cards.get(each) ?? []),
    conversationId: row.conversation_id,
    agreementVersion: row.agreement_version,
  }));
}

/** Everybody invited or seated, by display name. Legal names are here for staff alone. */
export async function groupMembers(work: Work, groupId: string): Promise<GroupDetail['members']> {
  const rows = await work.db
    .selectFrom('group_membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .innerJoin('group_membership_period as d', (join) =>
      join.onRef('d.membership_id', '=', 'm.id').on('d.to_at', 'is', null),
    )
    .select([
      'm.id',
      'm.person_id',
      'm.status',
      'p.legal_name',
      'd.from_at',
      sql<
        number | null
      >`(select max(a.version) from agreement_acceptance a where a.group_id = m.group_id and a.person_id = m.person_id)`.as(
        'agreement_version',
      ),
    ])
    .where('m.group_id', '=', groupId)
    .where('m.status', '<>', 'ended')
    .orderBy('p.display_name')
    .execute();
  const cards = await cardsOf(
    work,
    rows.map((row) => row.person_id),
  );
  return rows.flatMap((row) => {
    const person = cards.get(row.person_id);
    if (!person) return [];
    return [
      {
        membershipId: row.id,
        person,
        legalName: row.legal_name,
        status: row.status as MembershipStatus,
        since: row.from_at.toISOString(),
        agreementVersion: row.agreement_version,
      },
    ];
  });
}

/** The agreement that holds now, and whether this person accepted it. */
export async function currentAgreement(
  work: Work,
  groupId: string,
  personId: string,
): Promise<GroupDetail['agreement']> {
  const row = await work.db
    .selectFrom('group_agreement as a')
    .select([
      'a.version',
      'a.text',
      'a.published_at',
      sql<boolean>`exists (select from agreement_acceptance c where c.group_id = a.group_id and c.person_id = ${personId} and c.version = a.version)`.as(
        'accepted',
      ),
    ])
    .where('a.group_id', '=', groupId)
    .orderBy('a.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    version: row.version,
    text: row.text,
    publishedAt: row.published_at.toISOString(),
    accepted: row.accepted,
  };
}
