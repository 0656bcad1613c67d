import type { Work } from '@homegroup/database';
import { type GroupType, HomegroupError } from '@homegroup/protocol';
import { sql } from 'kysely';

export interface GroupRecord {
  id: string;
  name: string;
  type: GroupType;
  membershipKind: string;
  capacity: number;
  started: boolean;
  conversationId: string;
  programmeId: string | null;
  leaderIds: string[];
  /** The agreement that holds today. */
  agreementVersion: number;
}

async function read(work: Work, column: 'id' | 'conversation_id', value: string): Promise<GroupRecord> {
  const row = await work.db
    .selectFrom('treatment_group as g')
    .select([
      'g.id',
      'g.name',
      'g.type',
      'g.membership_kind',
      'g.capacity',
      'g.started_on',
      'g.conversation_id',
      'g.programme_id',
      sql<
        string[]
      >`array(select l.person_id from group_leader l where l.group_id = g.id and l.to_at is null order by l.from_at, l.id)`.as(
        'leader_ids',
      ),
      sql<number>`coalesce((select max(a.version) from group_agreement a where a.group_id = g.id), 0)`.as(
        'agreement_version',
      ),
    ])
    .where(`g.${column}`, '=', value)
    .executeTakeFirst();
  if (!row) throw new HomegroupError('not_found', 'There is no such group.');
  return {
    id: row.id,
    name: row.name,
    type: row.type as GroupType,
    membershipKind: row.membership_kind,
    capacity: row.capacity,
    started: row.started_on !== null,
    conversationId: row.conversation_id,
    programmeId: row.programme_id,
    leaderIds: row.leader_ids,
    agreementVersion: row.agreement_version,
  };
}

/** @throws not_found */
export const findGroup = (work: Work, groupId: string) => read(work, 'id', groupId);

/** The group whose room this is. @throws not_found */
export const findGroupOfRoom = (work: Work, conversationId: string) =>
  read(work, 'conversation_id', conversationId);

/** Seats, names and the agreement of this group stand still until the transaction ends. @throws not_found */
export async function lockGroup(work: Work, groupId: string): Promise<GroupRecord> {
  await lockGroups(work, [groupId]);
  return findGroup(work, groupId);
}

/** By rising identifier, so that two transactions never wait for each other. */
export async function lockGroups(work: Work, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await work.db
    .selectFrom('treatment_group')
    .select('id')
    .where('id', 'in', [...groupIds])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** For whoever touches several conversations in one transaction: takes their locks in the order that all take them. */
export async function lockConversations(work: Work, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  await work.db
    .selectFrom('conversation')
    .select('id')
    .where('id', 'in', [...conversationIds])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Whether the person accepted the agreement that holds now. */
export async function hasAccepted(
  work: Work,
  group: Pick<GroupRecord, 'id' | 'agreementVersion'>,
  personId: string,
): Promise<boolean> {
  const row = await work.db
    .selectFrom('agreement_acceptance')
    .select('version')
    .where('group_id', '=', group.id)
    .where('person_id', '=', personId)
    .where('version', '=', group.agreementVersion)
    .executeTakeFirst();
  return row !== undefined;
}
