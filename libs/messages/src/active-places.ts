import { UnitOfWork, type Work } from '@homegroup/database';
import type { Actor } from '@homegroup/identity';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** Where a person is a member right now: no gate before them, and the time not over. */
export async function activeAmong(
  work: Work,
  personId: string,
  conversationIds: readonly string[],
): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set();
  const rows = await work.db
    .selectFrom('conversation_member')
    .select('conversation_id')
    .where('person_id', '=', personId)
    .where('conversation_id', 'in', [...conversationIds])
    .where('to_seq', 'is', null)
    .where('gated_from_version', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .execute();
  return new Set(rows.map((row) => row.conversation_id));
}

/** The policy of what is said about oneself, or asked, without writing: presence and typing. */
@Injectable()
export class ActivePlaces {
  constructor(private readonly unit: UnitOfWork) {}

  among(actor: Actor, conversationIds: readonly string[]): Promise<Set<string>> {
    return this.unit.run(actor.organizationId, (work) => activeAmong(work, actor.personId, conversationIds));
  }

  /** @throws not_found unless the actor is a member right now. */
  async require(actor: Actor, conversationId: string): Promise<void> {
    const active = await this.among(actor, [conversationId]);
    if (!active.has(conversationId)) throw new HomegroupError('not_found', 'There is no such conversation.');
  }
}
