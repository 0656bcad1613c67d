import type { Work } from '@homegroup/database';
import { HomegroupError, type OperationName } from '@homegroup/protocol';
import { sql } from 'kysely';
import { type Actor, authorize } from './actor.js';

/** Roles that a clinical supervisor does not administer: through such an account more could be reached than they hold. */
const reservedForAdmin = new Set(['programme_admin', 'privacy_officer', 'system_operator']);

const unknownPerson = (): HomegroupError => new HomegroupError('not_found', 'There is no such person.');

/**
 * Decides over somebody's account, and locks its row. Nobody decides over their own; a counselor only over clients
 * and alumni of their care teams; a supervisor over everybody but admins, officers and operators.
 * @throws not_allowed, not_found
 */
export async function decideOverAccount(
  work: Work,
  actor: Actor,
  personId: string,
  operation: OperationName,
) {
  authorize(actor, operation);
  const person = await work.db
    .selectFrom('person')
    .select(['id', 'email', 'staff_role', 'password_hash', 'disabled_at'])
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!person) throw unknownPerson();
  if (personId === actor.personId)
    throw new HomegroupError('not_allowed', 'Somebody else has to do this for your own account.');
  if (actor.role === 'counselor') {
    if (person.staff_role)
      throw new HomegroupError('not_allowed', 'A supervisor or an admin does this for staff accounts.');
    if (!(await isOnCareTeam(work, actor.personId, personId))) throw unknownPerson();
  }
  if (actor.role === 'clinical_supervisor' && reservedForAdmin.has(person.staff_role ?? ''))
    throw new HomegroupError('not_allowed', 'A programme admin does this for this account.');
  return person;
}

/** On the care team now, or when the last episode ended. */
async function isOnCareTeam(work: Work, staffId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select from care_team_member m
    where m.person_id = ${staffId} and m.episode_id = (
      select e.id from episode e where e.person_id = ${personId} order by e.created_at desc limit 1)
      and (m.to_at is null or m.to_at >= (select f.finished_at from episode f where f.id = m.episode_id))`.execute(
    work.db,
  );
  return rows.length > 0;
}
