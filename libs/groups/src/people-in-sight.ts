import type { Work } from '@homegroup/database';
import type { Actor } from '@homegroup/identity';
import { HomegroupError } from '@homegroup/protocol';
import { type RawBuilder, sql } from 'kysely';

/**
 * As SQL over the table or alias `person`: the people a counselor works with. Those on whose care team they are, or
 * were when the episode finished; those in the groups they lead; those with whom they are in continuing contact; and
 * themselves. Supervisors and administrators see everybody, all others nobody but themselves.
 */
export function inSightOf(actor: Pick<Actor, 'personId' | 'role'>, person: string): RawBuilder<boolean> {
  if (actor.role === 'clinical_supervisor' || actor.role === 'programme_admin') return sql<boolean>`true`;
  const id = sql.ref(`${person}.id`);
  const self = sql<boolean>`${id} = ${actor.personId}`;
  if (actor.role !== 'counselor') return self;
  return sql<boolean>`(${self}
    or exists (select from care_team_member sight_t join episode sight_e on sight_e.id = sight_t.episode_id
      where sight_e.person_id = ${id} and sight_t.person_id = ${actor.personId}
        and (sight_t.to_at is null or sight_t.to_at >= sight_e.finished_at))
    or exists (select from group_membership sight_m join group_leader sight_l on sight_l.group_id = sight_m.group_id and sight_l.to_at is null
      where sight_m.person_id = ${id} and sight_m.status <> 'ended' and sight_l.person_id = ${actor.personId})
    or exists (select from continuing_contact sight_c
      where sight_c.alumnus_id = ${id} and sight_c.staff_id = ${actor.personId} and sight_c.ended_at is null))`;
}

/** A person outside the actor's sight is as good as nonexistent. @throws not_found */
export async function requireInSight(work: Work, actor: Actor, personId: string): Promise<void> {
  const seen = await work.db
    .selectFrom('person as p')
    .select('p.id')
    .where('p.id', '=', personId)
    .where(inSightOf(actor, 'p'))
    .executeTakeFirst();
  if (!seen) throw new HomegroupError('not_found', 'There is no such person.');
}
