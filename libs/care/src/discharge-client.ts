import { UnitOfWork, type Work } from '@homegroup/database';
import { lockPerson, requireInSight } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { type DischargeResult, HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AlumniMemberships } from './alumni-memberships.js';
import { DischargeRecord } from './discharge-record.js';
import { EndSeats } from './end-seats.js';
import { episodesOf } from './episode-views.js';
import { graduates, requireTreatsClient } from './policies.js';

type Asked = OperationParsed<'care.discharge'>['body'];

interface OpenEpisode {
  id: string;
  programmeId: string;
  programme: string;
  alumniGroupId: string | null;
  endsAtCompletion: readonly string[];
  careTeamIds: string[];
}

@Injectable()
export class DischargeClient {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly seats: EndSeats,
    private readonly alumni: AlumniMemberships,
    private readonly record: DischargeRecord,
  ) {}

  /**
   * Finishes the open episode. "completed" graduates: seats end by the programme's policy, the rest stay, and the
   * alumni circle is offered. Any other reason ends every seat, every continuing contact and every direct conversation
   * at once, on open connections too. Either way the account, and what was read so far, stay.
   * @throws not_found, not_allowed; conflict without an open episode
   */
  async execute(actor: Actor, input: OperationParsed<'care.discharge'>): Promise<DischargeResult> {
    authorize(actor, 'care.discharge');
    const personId = input.params.id;
    const { reason } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      await requireInSight(work, actor, personId);
      await lockPerson(work, personId);
      const episode = await requireOpenEpisode(work, personId);
      requireTreatsClient(actor, episode.careTeamIds);
      const held = await this.seats.hold(work, personId);
      const { ended, kept } = await this.seats.end(work, held, {
        by: actor.personId,
        reason,
        endsAtCompletion: episode.endsAtCompletion,
      });
      await finish(work, episode.id, reason);
      const alumniInvited = graduates(reason)
        ? await this.alumni.afterCompletion(work, personId, {
            by: actor.personId,
            groupId: episode.alumniGroupId,
            invite: input.body.inviteToAlumni,
          })
        : await this.alumni.end(work, personId).then(() => false);
      if (!graduates(reason)) await endContacts(work, personId, actor.personId);
      await this.seats.settleDirect(work, held);
      await this.record.write(work, actor, {
        personId,
        episodeId: episode.id,
        programme: episode.programme,
        reason,
        note: input.body.note,
        ended: ended.length,
        kept: kept.length,
        alumniInvited,
      });
      const view = (await episodesOf(work, personId)).find((each) => each.id === episode.id);
      if (!view) throw new HomegroupError('not_found', 'There is no such person.');
      return { episode: view, endedGroups: ended, keptGroups: kept, alumniInvited };
    });
  }
}

async function requireOpenEpisode(work: Work, personId: string): Promise<OpenEpisode> {
  const row = await work.db
    .selectFrom('episode as e')
    .innerJoin('programme as r', 'r.id', 'e.programme_id')
    .select([
      'e.id',
      'r.id as programmeId',
      'r.name as programme',
      'r.alumni_group_id as alumniGroupId',
      'r.ends_at_completion as endsAtCompletion',
      sql<
        string[]
      >`array(select t.person_id from care_team_member t where t.episode_id = e.id and t.to_at is null)`.as(
        'careTeamIds',
      ),
    ])
    .where('e.person_id', '=', personId)
    .where('e.status', 'in', ['active', 'onhold'])
    .forUpdate('e')
    .executeTakeFirst();
  if (!row) throw new HomegroupError('conflict', 'This person has no open episode of care.');
  return row;
}

/** The episode and the care team's periods end at one moment. */
async function finish(work: Work, episodeId: string, reason: Asked['reason']): Promise<void> {
  await work.db
    .updateTable('episode')
    .set({ status: 'finished', finished_at: sql`now()`, discharge_reason: reason })
    .where('id', '=', episodeId)
    .execute();
  await work.db
    .updateTable('care_team_member')
    .set({ to_at: sql`now()` })
    .where('episode_id', '=', episodeId)
    .where('to_at', 'is', null)
    .execute();
}

async function endContacts(work: Work, personId: string, by: string): Promise<void> {
  await work.db
    .updateTable('continuing_contact')
    .set({ ended_at: sql`now()`, ended_by: by })
    .where('alumnus_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
}
