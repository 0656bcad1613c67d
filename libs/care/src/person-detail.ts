import type { Work } from '@homegroup/database';
import { HomegroupError, type MembershipStatus, type PersonDetail } from '@homegroup/protocol';
import { sql } from 'kysely';
import { contactsOf } from './contact-record.js';
import { episodesOf } from './episode-views.js';
import { summaries } from './person-summaries.js';

/**
 * All that staff see of a person, legal name and `history` included, for a use case that has checked who asks.
 * @throws not_found
 */
export async function personDetail(
  work: Work,
  personId: string,
  history: PersonDetail['history'],
): Promise<PersonDetail> {
  const person = await summaries(work)
    .select('p.credential_expires_on as credentialExpiresOn')
    .where('p.id', '=', personId)
    .executeTakeFirst();
  if (!person) throw new HomegroupError('not_found', 'There is no such person.');
  return {
    ...person,
    episodes: await episodesOf(work, personId),
    careTeam: await careTeamOf(work, personId),
    alumni: await alumniOf(work, personId),
    continuingContacts: await contactsOf(work, personId),
    memberships: await membershipsOf(work, personId),
    invitation: await invitationOf(work, personId),
    history,
  };
}

function careTeamOf(work: Work, personId: string): Promise<PersonDetail['careTeam']> {
  return work.db
    .selectFrom('care_team_member as t')
    .innerJoin('episode as e', 'e.id', 't.episode_id')
    .innerJoin('person as s', 's.id', 't.person_id')
    .innerJoin('organization as o', 'o.id', 't.organization_id')
    .select([
      's.id as personId',
      's.legal_name as name',
      't.role',
      't.is_primary as primary',
      sql<string>`to_char(t.from_at at time zone o.time_zone, 'YYYY-MM-DD')`.as('since'),
    ])
    .where('e.person_id', '=', personId)
    .where('t.to_at', 'is', null)
    .orderBy('t.is_primary', 'desc')
    .orderBy('s.legal_name')
    .execute();
}

async function alumniOf(work: Work, personId: string): Promise<PersonDetail['alumni']> {
  const row = await work.db
    .selectFrom('alumni_membership')
    .select(['status', 'invited_at', 'active_since'])
    .where('person_id', '=', personId)
    .orderBy('invited_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    status: row.status as NonNullable<PersonDetail['alumni']>['status'],
    invitedAt: row.invited_at.toISOString(),
    activeSince: row.active_since?.toISOString() ?? null,
  };
}

async function membershipsOf(work: Work, personId: string): Promise<PersonDetail['memberships']> {
  const rows = await work.db
    .selectFrom('group_membership as m')
    .innerJoin('treatment_group as g', 'g.id', 'm.group_id')
    .select(['g.id', 'g.name', 'g.type', 'm.status', 'm.created_at', 'm.ended_at'])
    .where('m.person_id', '=', personId)
    .orderBy('m.created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    groupId: row.id,
    groupName: row.name,
    groupType: row.type,
    status: row.status as MembershipStatus,
    from: row.created_at.toISOString(),
    to: row.ended_at?.toISOString() ?? null,
  }));
}

async function invitationOf(work: Work, personId: string): Promise<PersonDetail['invitation']> {
  const row = await work.db
    .selectFrom('invitation')
    .select(['expires_at', 'created_at'])
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { expiresAt: row.expires_at.toISOString(), createdAt: row.created_at.toISOString() };
}
