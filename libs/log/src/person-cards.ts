import { keptAs, type Work } from '@homegroup/database';
import type { PersonCard, Role } from '@homegroup/protocol';
import { sql } from 'kysely';

/** How people of this tenant appear to others, as of now. */
export async function personCards(
  work: Work,
  personIds: readonly string[],
): Promise<Map<string, PersonCard>> {
  if (personIds.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('person as p')
    .modifyFront(keptAs(work, 'person-cards'))
    .select([
      'p.id',
      'p.disabled_at',
      sql<string>`case when p.staff_role is null then p.display_name else p.legal_name end`.as('name'),
      sql<Role>`coalesce(p.staff_role,
        case when exists (select from episode e where e.person_id = p.id and e.status in ('active', 'onhold')) then 'client'
          when exists (select from alumni_membership a where a.person_id = p.id and a.status in ('active', 'paused')) then 'alumnus'
          else 'former' end)`.as('role'),
    ])
    .where('p.id', '=', sql<string>`any (${[...personIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, name: row.name, role: row.role, active: row.disabled_at === null },
    ]),
  );
}
