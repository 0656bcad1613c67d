import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { localDay } from '@homegroup/groups';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import type { AlumnusEntry } from './roster-entries.js';
import type { RosterIds } from './roster-ids.js';

/** What a programme did before Homegroup: a completed episode, an alumni membership, a contact agreed on. */
@Injectable()
export class RecordAlumnus {
  constructor(private readonly audit: AuditTrail) {}

  async within(
    work: Work,
    record: { personId: string; entry: AlumnusEntry; ids: RosterIds; by: string | null },
  ): Promise<void> {
    const { personId, entry, ids, by } = record;
    const since = startOf(work, entry.since.value);
    if (entry.programme) await this.recordEpisode(work, record, since);
    await work.db
      .insertInto('alumni_membership')
      .values({
        organization_id: work.organizationId,
        person_id: personId,
        status: 'active',
        group_id: ids.alumniGroupOf(entry),
        invited_by: by,
        invited_at: since,
        active_since: since,
      })
      .execute();
    const until = entry.contactUntil?.value;
    if (entry.counselor && until && until >= (await localDay(work)))
      await work.db
        .insertInto('continuing_contact')
        .values({
          organization_id: work.organizationId,
          alumnus_id: personId,
          staff_id: ids.clinician(entry.counselor.value),
          agreed_by_staff_at: sql<Date>`now()`,
          agreed_by_alumnus_at: sql<Date>`now()`,
          ends_on: until,
        })
        .execute();
    this.audit.append(work, {
      actorId: by,
      action: 'care.recordAlumnus',
      objectType: 'person',
      objectId: personId,
      outcome: 'allowed',
      detail: { episode: entry.programme !== null, contact: entry.contactUntil !== null },
    });
  }

  private async recordEpisode(
    work: Work,
    { personId, entry, ids }: { personId: string; entry: AlumnusEntry; ids: RosterIds },
    finishedAt: RawBuilder<Date>,
  ): Promise<void> {
    const programmeId = ids.programme(entry.programme?.value ?? '');
    const programme = await work.db
      .selectFrom('programme')
      .select('level_of_care')
      .where('id', '=', programmeId)
      .executeTakeFirstOrThrow();
    const { id } = await work.db
      .insertInto('episode')
      .values({
        organization_id: work.organizationId,
        person_id: personId,
        programme_id: programmeId,
        status: 'finished',
        level_of_care: programme.level_of_care,
        started_on: entry.startedOn?.value ?? null,
        finished_at: finishedAt,
        discharge_reason: 'completed',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (!entry.counselor) return;
    await work.db
      .insertInto('care_team_member')
      .values({
        organization_id: work.organizationId,
        episode_id: id,
        person_id: ids.clinician(entry.counselor.value),
        role: 'Primary counselor',
        is_primary: true,
        from_at: startOf(work, entry.startedOn?.value ?? entry.since.value),
        to_at: finishedAt,
      })
      .execute();
  }
}

/** The first moment of a day in the organization's time zone. */
const startOf = (work: Work, day: string): RawBuilder<Date> =>
  sql<Date>`(select ${day}::date::timestamp at time zone o.time_zone from organization o where o.id = ${work.organizationId})`;
