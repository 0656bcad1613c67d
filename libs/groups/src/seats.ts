import type { Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import type { GroupRecord } from './group-record.js';
import type { PersonRecord } from './person-record.js';

/** The statuses of a membership that hold a seat. */
export const seated = ['agreement_pending', 'active', 'suspended'] as const;

/** Two names that a reader would take for one: case, width and spacing make no difference. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Whether the person can sit down here now. The caller holds the group's lock, so the answer stays true.
 * @throws group_full, name_taken
 */
export async function requireSeat(work: Work, group: GroupRecord, person: PersonRecord): Promise<void> {
  const others = await work.db
    .selectFrom('group_membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.display_name as name'])
    .where('m.group_id', '=', group.id)
    .where('m.status', 'in', seated)
    .where('m.person_id', '<>', person.id)
    .execute();
  if (others.length >= group.capacity)
    throw new HomegroupError('group_full', 'Every seat in this group is taken.');
  const leaders = await work.db
    .selectFrom('group_leader as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .select(['p.legal_name as name'])
    .where('l.group_id', '=', group.id)
    .where('l.to_at', 'is', null)
    .execute();
  requireFreeName(
    person.name,
    [...others, ...leaders].map((each) => each.name),
  );
}

/** @throws name_taken when somebody in the room is called the same. */
export function requireFreeName(name: string, taken: readonly string[]): void {
  if (taken.some((each) => nameKey(each) === nameKey(name)))
    throw new HomegroupError(
      'name_taken',
      'Somebody in this room already goes by this name: another display name is needed.',
    );
}
