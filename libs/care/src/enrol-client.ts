import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import {
  DirectAccess,
  findPerson,
  lockConversations,
  lockGroups,
  lockPerson,
  Memberships,
} from '@homegroup/groups';
import { EndAccess } from '@homegroup/identity';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { requireTreats } from './policies.js';

export interface NewEpisode {
  personId: string;
  programmeId: string;
  primaryCounselorId: string;
  /** `YYYY-MM-DD` */
  startedOn: string;
  /** The programme's own unless told. */
  levelOfCare?: string;
  /** The rest of the care team. */
  team?: readonly { personId: string; role: string }[];
  /** Null for the system itself. */
  by: string | null;
}

@Injectable()
export class EnrolClient {
  constructor(
    private readonly memberships: Memberships,
    private readonly direct: DirectAccess,
    private readonly access: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Opens an active episode of care with its care team, one of whom is the primary counselor. A present alumni
   * membership pauses, and with it the seats in alumni groups.
   * @throws not_found; already_exists while another episode is open; conflict for staff as a client or a team member who does not treat
   */
  async within(work: Work, episode: NewEpisode): Promise<{ episodeId: string }> {
    const person = await lockPerson(work, episode.personId);
    if (person.staffRole !== null || person.disabled)
      throw new HomegroupError(
        'conflict',
        'An episode of care belongs to a person with an open account who is not staff.',
      );
    const programme = await work.db
      .selectFrom('programme')
      .select(['id', 'level_of_care'])
      .where('id', '=', episode.programmeId)
      .executeTakeFirst();
    if (!programme) throw new HomegroupError('not_found', 'There is no such programme.');
    requireTreats(await findPerson(work, episode.primaryCounselorId));
    const created = await work.db
      .insertInto('episode')
      .values({
        organization_id: work.organizationId,
        person_id: person.id,
        programme_id: programme.id,
        status: 'active',
        level_of_care: episode.levelOfCare ?? programme.level_of_care,
        started_on: episode.startedOn,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!created)
      throw new HomegroupError('already_exists', 'This person has an open episode of care already.');
    await this.formTeam(work, created.id, episode);
    await this.pauseAlumni(work, person.id, episode.by);
    await this.reopenDirect(work, person.id);
    await this.access.accessChanged(work);
    this.audit.append(work, {
      actorId: episode.by,
      action: 'care.enrol',
      objectType: 'person',
      objectId: person.id,
      outcome: 'allowed',
      detail: {
        episodeId: created.id,
        programmeId: programme.id,
        primaryCounselorId: episode.primaryCounselorId,
      },
    });
    return { episodeId: created.id };
  }

  private async formTeam(work: Work, episodeId: string, episode: NewEpisode): Promise<void> {
    const row = { organization_id: work.organizationId, episode_id: episodeId };
    await work.db
      .insertInto('care_team_member')
      .values({ ...row, person_id: episode.primaryCounselorId, role: 'Primary counselor', is_primary: true })
      .execute();
    for (const member of episode.team ?? []) {
      if (member.personId === episode.primaryCounselorId) continue;
      requireTreats(await findPerson(work, member.personId));
      await work.db
        .insertInto('care_team_member')
        .values({ ...row, person_id: member.personId, role: member.role })
        .execute();
    }
  }

  /** After a readmission: the threads with staff who are on the team again. */
  private async reopenDirect(work: Work, personId: string): Promise<void> {
    const threads = await work.db
      .selectFrom('conversation')
      .select(['id', 'staff_id'])
      .where('participant_id', '=', personId)
      .orderBy('id')
      .execute();
    for (const thread of threads)
      if (thread.staff_id) await this.direct.sync(work, personId, thread.staff_id);
  }

  private async pauseAlumni(work: Work, personId: string, by: string | null): Promise<void> {
    const paused = await work.db
      .updateTable('alumni_membership')
      .set({ status: 'paused' })
      .where('person_id', '=', personId)
      .where('status', '=', 'active')
      .returning('id')
      .executeTakeFirst();
    if (!paused) return;
    const seats = await work.db
      .selectFrom('group_membership as m')
      .innerJoin('treatment_group as g', 'g.id', 'm.group_id')
      .select(['g.id', 'g.conversation_id as conversationId'])
      .where('m.person_id', '=', personId)
      .where('m.status', 'in', ['agreement_pending', 'active'])
      .where('g.type', '=', 'alumni')
      .orderBy('g.conversation_id')
      .execute();
    await lockGroups(
      work,
      seats.map((seat) => seat.id),
    );
    const direct = await work.db
      .selectFrom('conversation')
      .select('id')
      .where('participant_id', '=', personId)
      .execute();
    await lockConversations(work, [
      ...seats.map((seat) => seat.conversationId),
      ...direct.map((each) => each.id),
    ]);
    for (const seat of seats) {
      const membership = await this.memberships.current(work, seat.id, personId);
      if (membership)
        await this.memberships.change(work, seat, membership, 'suspended', { by, cause: 'readmitted' });
    }
  }
}
