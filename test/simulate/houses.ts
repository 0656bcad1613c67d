import { randomUUID } from 'node:crypto';
import { readConfiguration } from '@homegroup/config';
import { UnitOfWork } from '@homegroup/database';
import { createOrganization } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { sql } from 'kysely';
import type { House } from '../bench/seed.js';
import type { Organization, Room } from './placement.js';

const roomSize = 12;
/** Every so many rooms somebody asks to follow who is no member. */
const strangerEvery = 10;
/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const mostRows = 5000;
/** Long ago, so that nobody's joining is news. */
const joinedAt = new Date('2026-01-12');

/**
 * Organizations of about equal size with their members in rooms of twelve, the last one smaller. Conversations are
 * made by the product, people and memberships in bulk: fifty thousand take seconds.
 */
export async function seedOrganizations(
  house: House,
  size: { members: number; organizations: number },
  signal: AbortSignal,
): Promise<Organization[]> {
  const { KEY_ENCRYPTION_KEY: keyEncryptionKey } = readConfiguration(house.environment);
  const organizations: Organization[] = [];
  let left = size.members;
  let index = 0;
  for (let made = 0; made < size.organizations; made += 1) {
    signal.throwIfAborted();
    const ofThis = Math.ceil(left / (size.organizations - made));
    left -= ofThis;
    const id = await createOrganization(house.owner, {
      slug: `house-${made}`,
      name: `House ${made}`,
      timeZone: 'America/New_York',
      keyEncryptionKey,
    });
    const rooms = await seedRooms(house, id, ofThis, index);
    index += rooms.length;
    organizations.push({ id, epoch: await epochOf(house, id), rooms });
  }
  await sql`analyze`.execute(house.owner);
  return organizations;
}

async function seedRooms(
  { context, owner }: House,
  organizationId: string,
  members: number,
  firstIndex: number,
): Promise<Room[]> {
  const writer = context.get(LogWriter, { strict: false });
  const rooms = await context.get(UnitOfWork, { strict: false }).run(organizationId, async (work) => {
    const made: Room[] = [];
    for (let seated = 0; seated < members; seated += roomSize) {
      const index = firstIndex + made.length;
      made.push({
        index,
        conversationId: await writer.createConversation(work, { kind: 'room' }),
        members: Array.from({ length: Math.min(roomSize, members - seated) }, () => randomUUID()),
        stranger: index % strangerEvery === 0 ? randomUUID() : null,
      });
    }
    return made;
  });
  const of = { organization_id: organizationId };
  const people = rooms.flatMap(({ members: seated, stranger }) => [
    ...seated,
    ...(stranger === null ? [] : [stranger]),
  ]);
  for (const ids of inChunks(people))
    await owner
      .insertInto('person')
      .values(
        ids.map((id) => ({
          ...of,
          id,
          email: `${id}@example.org`,
          legal_name: 'Somebody',
          display_name: 'Somebody',
          staff_role: null,
        })),
      )
      .execute();
  const seats = rooms.flatMap(({ conversationId, members: seated }) =>
    seated.map((personId) => ({ conversationId, personId })),
  );
  for (const chunk of inChunks(seats))
    await owner
      .insertInto('conversation_member')
      .values(
        chunk.map(({ conversationId, personId }) => ({
          ...of,
          conversation_id: conversationId,
          person_id: personId,
          moderator: false,
          from_seq: 1,
          from_version: 1,
          joined_at: joinedAt,
        })),
      )
      .execute();
  await owner
    .updateTable('conversation')
    .set({ membership_version: 1 })
    .where('organization_id', '=', organizationId)
    .execute();
  return rooms;
}

async function epochOf({ owner }: House, organizationId: string): Promise<string> {
  const { log_epoch } = await owner
    .selectFrom('organization')
    .select('log_epoch')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return log_epoch;
}

const inChunks = <T>(values: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(values.length / mostRows) }, (_, nth) =>
    values.slice(nth * mostRows, (nth + 1) * mostRows),
  );
