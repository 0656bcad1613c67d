import type { Role } from '@homegroup/protocol';
import { type RawBuilder, sql } from 'kysely';

/**
 * A person's role today, as SQL over the table or alias `person`: the role given to staff; else client while an
 * episode is active or on hold; else alumnus while an alumni membership is active or paused; else former.
 */
export const roleOf = (person: string): RawBuilder<Role> => {
  const id = sql.ref(`${person}.id`);
  return sql<Role>`coalesce(${sql.ref(`${person}.staff_role`)}, case
    when exists (select from episode role_e where role_e.person_id = ${id} and role_e.status in ('active','onhold')) then 'client'
    when exists (select from alumni_membership role_a where role_a.person_id = ${id} and role_a.status in ('active','paused')) then 'alumnus'
    else 'former' end)`;
};
