import type { Work } from '@homegroup/database';
import { localDay } from '@homegroup/groups';
import type { GroupType, StaffRole } from '@homegroup/protocol';
import { sql } from 'kysely';
import type { KnownMembership, KnownPerson, KnownRoster } from './known-roster.js';

/** Everything of this organization that a roster can speak about. */
export async function readKnownRoster(work: Work): Promise<KnownRoster> {
  const programmes = await work.db.selectFrom('programme').selectAll().orderBy('name').execute();
  const groups = await work.db
    .selectFrom('treatment_group as g')
    .selectAll('g')
    .select(
      sql<
        string[]
      >`array(select l.person_id from group_leader l where l.group_id = g.id and l.to_at is null)`.as(
        'leaders',
      ),
    )
    .orderBy('g.name')
    .execute();
  return {
    today: await localDay(work),
    programmes: programmes.map((row) => ({
      id: row.id,
      name: row.name,
      level: row.level_of_care,
      weeklyHours: { from: row.weekly_hours_from, to: row.weekly_hours_to },
      plannedWeeks: row.planned_weeks,
      endsAtCompletion: row.ends_at_completion,
      alumniGroupId: row.alumni_group_id,
    })),
    groups: groups.map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      name: row.name,
      type: row.type as GroupType,
      membership: row.membership_kind,
      capacity: row.capacity,
      started: row.started_on !== null,
      programmeId: row.programme_id,
      leaderIds: row.leaders,
    })),
    memberships: await readMemberships(work),
    people: await readPeople(work),
  };
}

async function readMemberships(work: Work): Promise<KnownMembership[]> {
  const rows = await work.db
    .selectFrom('group_membership')
    .distinctOn(['group_id', 'person_id'])
    .select(['group_id', 'person_id', 'status'])
    .orderBy('group_id')
    .orderBy('person_id')
    .orderBy(sql`status = 'ended'`)
    .execute();
  return rows.map((row) => ({
    groupId: row.group_id,
    personId: row.person_id,
    status: row.status as KnownMembership['status'],
  }));
}

async function readPeople(work: Work): Promise<KnownPerson[]> {
  const people = await work.db.selectFrom('person').selectAll().orderBy('email').execute();
  const episodes = await work.db
    .selectFrom('episode as e')
    .leftJoin('care_team_member as c', (join) =>
      join.onRef('c.episode_id', '=', 'e.id').on('c.is_primary', '=', true).on('c.to_at', 'is', null),
    )
    .select([
      'e.person_id',
      'e.programme_id',
      'e.status',
      'e.started_on',
      'e.level_of_care',
      'c.person_id as counselor_id',
    ])
    .where('e.status', '<>', 'cancelled')
    .orderBy('e.created_at')
    .execute();
  const alumni = await work.db
    .selectFrom('alumni_membership as a')
    .innerJoin('organization as o', 'o.id', 'a.organization_id')
    .distinctOn('a.person_id')
    .select(['a.person_id', 'a.status'])
    .select(sql<string | null>`to_char(a.active_since at time zone o.time_zone, 'YYYY-MM-DD')`.as('since'))
    .orderBy('a.person_id')
    .orderBy('a.invited_at', 'desc')
    .execute();
  const contacts = await work.db
    .selectFrom('continuing_contact')
    .select(['alumnus_id', 'staff_id', 'ends_on'])
    .where('ended_at', 'is', null)
    .execute();
  const episodesOf = grouped(episodes, (row) => row.person_id);
  const contactsOf = grouped(contacts, (row) => row.alumnus_id);
  const alumniOf = new Map(alumni.map((row) => [row.person_id, { status: row.status, since: row.since }]));
  return people.map((row) => {
    const own = episodesOf.get(row.id) ?? [];
    const open = own.find((one) => one.status !== 'finished');
    return {
      id: row.id,
      email: row.email,
      legalName: row.legal_name,
      displayName: row.display_name,
      handle: row.handle,
      staffRole: row.staff_role as StaffRole | null,
      credentialExpiresOn: row.credential_expires_on,
      disabled: row.disabled_at !== null,
      episode: open
        ? {
            programmeId: open.programme_id,
            startedOn: open.started_on,
            level: open.level_of_care,
            counselorId: open.counselor_id,
          }
        : null,
      finished: own
        .filter((one) => one.status === 'finished')
        .map((one) => ({ programmeId: one.programme_id, startedOn: one.started_on })),
      alumni: alumniOf.get(row.id) ?? null,
      contacts: (contactsOf.get(row.id) ?? []).map((one) => ({ staffId: one.staff_id, endsOn: one.ends_on })),
    };
  });
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
