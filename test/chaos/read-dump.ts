import type { DB } from '@homegroup/database';
import type { Kysely } from 'kysely';
import type { Dump } from './checker/history.js';

/** Heads and intervals alone: for asking often. */
export async function readHeads(owner: Kysely<DB>): Promise<Dump> {
  const [heads, members] = await Promise.all([
    owner.selectFrom('conversation').select(['id as conversation', 'head']).execute(),
    owner
      .selectFrom('conversation_member')
      .select(['conversation_id as conversation', 'person_id as person', 'from_seq as from', 'to_seq as to'])
      .execute(),
  ]);
  return { heads, members, events: [], mutes: [] };
}

/** The log as it is, read as the owner of the database. */
export async function readDump(owner: Kysely<DB>): Promise<Dump> {
  const events = await owner
    .selectFrom('log_event')
    .select([
      'conversation_id as conversation',
      'seq',
      'id',
      'kind',
      'author_id as author',
      'subject_id as subject',
      'client_id as clientId',
      'target_seq as target',
      'at',
    ])
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute();
  const mutes = await owner
    .selectFrom('conversation_mute')
    .select([
      'conversation_id as conversation',
      'person_id as person',
      'from_seq as from',
      'until',
      'lifted_at',
    ])
    .execute();
  return {
    ...(await readHeads(owner)),
    events: events.map((event) => ({ ...event, at: event.at.getTime() })),
    mutes: mutes.map(({ lifted_at, until, ...mute }) => ({
      ...mute,
      until: until.getTime(),
      liftedAt: lifted_at?.getTime() ?? null,
    })),
  };
}
