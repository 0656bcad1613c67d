import type { Work } from '@homegroup/database';
import { peerName } from '@homegroup/identity';
import { type ContinuingContactView, HomegroupError } from '@homegroup/protocol';

const contacts = (work: Work) =>
  work.db
    .selectFrom('continuing_contact as c')
    .innerJoin('person as a', 'a.id', 'c.alumnus_id')
    .innerJoin('person as s', 's.id', 'c.staff_id')
    .select([
      'c.id',
      'c.alumnus_id',
      'c.staff_id',
      's.legal_name as staff_name',
      'a.legal_name',
      'a.display_name',
      'a.staff_role',
      'c.agreed_by_staff_at',
      'c.agreed_by_alumnus_at',
      'c.ends_on',
      'c.ended_at',
    ])
    .orderBy('c.created_at', 'desc');

type Row = Awaited<ReturnType<ReturnType<typeof contacts>['execute']>>[number];

const toView = (row: Row): ContinuingContactView => ({
  id: row.id,
  alumnusId: row.alumnus_id,
  staffId: row.staff_id,
  staffName: row.staff_name,
  alumnusName: peerName(row),
  agreedByStaff: row.agreed_by_staff_at !== null,
  agreedByAlumnus: row.agreed_by_alumnus_at !== null,
  endsOn: row.ends_on,
  endedAt: row.ended_at?.toISOString() ?? null,
});

/** Agreements that this person is part of, the newest first, ended ones too. */
export async function contactsOf(work: Work, personId: string): Promise<ContinuingContactView[]> {
  const rows = await contacts(work)
    .where((eb) => eb.or([eb('c.alumnus_id', '=', personId), eb('c.staff_id', '=', personId)]))
    .execute();
  return rows.map(toView);
}

/** @throws not_found */
export async function findContact(work: Work, contactId: string): Promise<ContinuingContactView> {
  const row = await contacts(work).where('c.id', '=', contactId).executeTakeFirst();
  if (!row) throw new HomegroupError('not_found', 'There is no such agreement.');
  return toView(row);
}
