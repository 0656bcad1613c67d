import type { Work } from '@homegroup/database';
import { inSightOf } from '@homegroup/groups';
import { type Actor, roleOf } from '@homegroup/identity';
import type { PersonSummary } from '@homegroup/protocol';
import { sql } from 'kysely';

const accountOf = sql<PersonSummary['account']>`case
  when p.disabled_at is not null then 'disabled'
  when p.password_hash is not null then 'active'
  when exists (select from invitation i where i.person_id = p.id and i.purpose = 'join'
    and i.used_at is null and i.revoked_at is null and i.expires_at > now()) then 'invited'
  else 'not_invited' end`;
const programmeOf = sql<string | null>`(select r.name from episode e join programme r on r.id = e.programme_id
  where e.person_id = p.id and e.status in ('planned','waitlist','active','onhold'))`;
const primaryOf = sql<string | null>`(select s.legal_name from episode e
  join care_team_member t on t.episode_id = e.id and t.is_primary and t.to_at is null join person s on s.id = t.person_id
  where e.person_id = p.id and e.status in ('planned','waitlist','active','onhold'))`;
const groupsOf = sql<string[]>`array(
  select g.name from treatment_group g where
    exists (select from group_membership m where m.group_id = g.id and m.person_id = p.id and m.status <> 'ended')
    or exists (select from group_leader l where l.group_id = g.id and l.person_id = p.id and l.to_at is null)
  order by g.name)`;

export const summaries = (work: Work) =>
  work.db
    .selectFrom('person as p')
    .select([
      'p.id',
      'p.legal_name as legalName',
      'p.display_name as displayName',
      'p.email',
      roleOf('p').as('role'),
      accountOf.as('account'),
      programmeOf.as('programme'),
      primaryOf.as('primaryCounselor'),
      groupsOf.as('groups'),
    ])
    .orderBy('p.legal_name')
    .orderBy('p.id');

/** The people the actor works with; a counselor's colleagues are not among them. */
export const summariesInSight = (work: Work, actor: Actor): Promise<PersonSummary[]> =>
  summaries(work)
    .where(inSightOf(actor, 'p'))
    .$if(actor.role === 'counselor', (query) => query.where('p.staff_role', 'is', null))
    .execute();
