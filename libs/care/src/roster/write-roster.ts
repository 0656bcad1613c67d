import type { Work } from '@homegroup/database';
import { AddLeader, AddMembership, CreateGroup, lockConversations, lockGroups } from '@homegroup/groups';
import { CreatePerson } from '@homegroup/identity';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { EnrolClient } from '../enrol-client.js';
import type { RosterAdditions, RosterPlan } from './plan-roster.js';
import { RecordAlumnus } from './record-alumnus.js';
import type { ProgrammeEntry } from './roster-entries.js';
import { fold } from './roster-faults.js';
import { RosterIds } from './roster-ids.js';

/** Carries a plan out, within the caller's transaction. */
@Injectable()
export class WriteRoster {
  constructor(
    private readonly people: CreatePerson,
    private readonly groups: CreateGroup,
    private readonly leaders: AddLeader,
    private readonly memberships: AddMembership,
    private readonly enrol: EnrolClient,
    private readonly alumni: RecordAlumnus,
  ) {}

  /** @param by null for the system itself */
  async within(work: Work, by: string | null, plan: RosterPlan, additions: RosterAdditions): Promise<void> {
    const ids = new RosterIds(plan.index);
    await lockKnown(work, plan);
    for (const staff of additions.staff) {
      const id = await this.people.within(work, by, {
        legalName: staff.legalName.value,
        displayName: staff.legalName.value,
        email: staff.email.value,
        staffRole: staff.role.value,
        credentialExpiresOn: staff.credentialExpiresOn?.value ?? null,
        handle: staff.handle.value,
      });
      ids.people.set(staff.email.value, id);
    }
    for (const programme of additions.programmes)
      ids.programmes.set(fold(programme.name.value), await createProgramme(work, programme));
    await this.writeGroups(work, by, additions, ids);
    for (const client of additions.clients) {
      const personId = await this.participant(work, by, client);
      ids.people.set(client.email.value, personId);
      await this.enrol.within(work, {
        personId,
        programmeId: ids.programme(client.programme.value),
        primaryCounselorId: ids.clinician(client.counselor.value),
        startedOn: client.startedOn.value,
        by,
      });
    }
    for (const alumnus of additions.alumni) {
      const personId = await this.participant(work, by, alumnus);
      ids.people.set(alumnus.email.value, personId);
      await this.alumni.within(work, { personId, entry: alumnus, ids, by });
    }
    for (const { groupKey, email } of additions.memberships)
      await this.memberships.within(work, { groupId: ids.group(groupKey), personId: ids.person(email), by });
  }

  private async writeGroups(
    work: Work,
    by: string | null,
    additions: RosterAdditions,
    ids: RosterIds,
  ): Promise<void> {
    for (const { key, entry, leaders } of additions.groups) {
      const { groupId } = await this.groups.within(work, {
        name: entry.name.value,
        type: entry.type.value,
        membershipKind: entry.membership.value,
        programmeId: entry.programme ? ids.programme(entry.programme.value) : null,
        capacity: entry.capacity?.value ?? 12,
        leaderIds: leaders.map((email) => ids.person(email)),
        by,
      });
      ids.groups.set(key, groupId);
    }
    for (const { groupKey, email } of additions.leaders)
      await this.leaders.within(work, { groupId: ids.group(groupKey), personId: ids.person(email), by });
    for (const { programmeKey, groupKey } of additions.alumniGroups)
      await work.db
        .updateTable('programme')
        .set({ alumni_group_id: ids.group(groupKey) })
        .where('id', '=', ids.programme(programmeKey))
        .execute();
  }

  private participant(
    work: Work,
    by: string | null,
    entry: RosterAdditions['clients' | 'alumni'][number],
  ): Promise<string> {
    return this.people.within(work, by, {
      legalName: entry.legalName.value,
      displayName: entry.displayName.value,
      email: entry.email.value,
      staffRole: null,
    });
  }
}

async function createProgramme(work: Work, entry: ProgrammeEntry): Promise<string> {
  const { id } = await work.db
    .insertInto('programme')
    .values({
      organization_id: work.organizationId,
      name: entry.name.value,
      level_of_care: entry.level.value,
      weekly_hours_from: entry.weeklyHours.value.from,
      weekly_hours_to: entry.weeklyHours.value.to,
      planned_weeks: entry.plannedWeeks.value,
      ...(entry.endsAtCompletion && { ends_at_completion: entry.endsAtCompletion.value }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** In the order in which everybody locks: people, groups, conversations. What is new nobody else can see yet. */
async function lockKnown(work: Work, { index }: RosterPlan): Promise<void> {
  const people = [...index.people.values()].flatMap(({ entry, known }) => (entry && known ? [known.id] : []));
  if (people.length > 0)
    await work.db
      .selectFrom('person')
      .select(sql<string>`id`.as('id'))
      .where('id', 'in', people)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
  const groups = index.known.groups;
  await lockGroups(
    work,
    groups.map((group) => group.id),
  );
  await lockConversations(
    work,
    groups.map((group) => group.conversationId),
  );
}
