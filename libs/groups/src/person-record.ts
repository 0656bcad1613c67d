import type { Work } from '@homegroup/database';
import { cardOf, type NamedPerson, peerName, roleOf } from '@homegroup/identity';
import { HomegroupError, type PersonCard, type Role } from '@homegroup/protocol';
import { sql } from 'kysely';
import type { Candidate } from './policies.js';

export interface PersonRecord extends NamedPerson, Candidate {
  id: string;
  role: Role;
  disabled_at: Date | null;
  credentialExpiresOn: string | null;
  name: string;
}

const noSuchPerson = () => new HomegroupError('not_found', 'There is no such person.');

/** A person of this organization with what groups ask about them. @throws not_found */
export async function findPerson(work: Work, personId: string): Promise<PersonRecord> {
  const row = await work.db
    .selectFrom('person as p')
    .select([
      'p.id',
      'p.legal_name',
      'p.display_name',
      'p.staff_role',
      'p.disabled_at',
      'p.credential_expires_on',
      roleOf('p').as('role'),
      sql<boolean>`exists (select from alumni_membership a where a.person_id = p.id and a.status = 'active')`.as(
        'alumnus',
      ),
    ])
    .where('p.id', '=', personId)
    .executeTakeFirst();
  if (!row) throw noSuchPerson();
  return {
    ...row,
    name: peerName(row),
    staffRole: row.staff_role,
    disabled: row.disabled_at !== null,
    credentialExpiresOn: row.credential_expires_on,
    client: row.role === 'client',
  };
}

/**
 * As `findPerson`, and nothing about the person's memberships changes elsewhere until the transaction ends.
 * The order of locks everywhere: person, group, conversations by rising identifier. @throws not_found
 */
export async function lockPerson(work: Work, personId: string): Promise<PersonRecord> {
  const locked = await work.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!locked) throw noSuchPerson();
  return findPerson(work, personId);
}

/** Cards by identifier, for those of `personIds` who are of this organization. */
export async function cardsOf(work: Work, personIds: readonly string[]): Promise<Map<string, PersonCard>> {
  if (personIds.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('person as p')
    .select([
      'p.id',
      'p.legal_name',
      'p.display_name',
      'p.staff_role',
      'p.disabled_at',
      roleOf('p').as('role'),
    ])
    .where('p.id', 'in', [...personIds])
    .execute();
  return new Map(rows.map((row) => [row.id, cardOf(row)]));
}

/** Today's date where the organization is. */
export async function localDay(work: Work): Promise<string> {
  const { day } = await work.db
    .selectFrom('organization')
    .select(sql<string>`to_char(now() at time zone time_zone, 'YYYY-MM-DD')`.as('day'))
    .where('id', '=', work.organizationId)
    .executeTakeFirstOrThrow();
  return day;
}
