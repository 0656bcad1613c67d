import { randomUUID } from 'node:crypto';
import type { Work } from '@homegroup/database';
import type { Keyring } from './keyring.js';

export type NewConversation = { kind: 'room' } | { kind: 'direct'; participantId: string; staffId: string };

/** With a key of its own. A direct conversation is one per pair: an existing one is returned. */
export async function insertConversation(
  work: Work,
  keyring: Keyring,
  kind: NewConversation,
): Promise<string> {
  const id = randomUUID();
  const { wrapped, keyVersion } = await keyring.forNewConversation(work, id);
  const pair = kind.kind === 'direct' ? { participant_id: kind.participantId, staff_id: kind.staffId } : {};
  const created = await work.db
    .insertInto('conversation')
    .values({
      id,
      organization_id: work.organizationId,
      kind: kind.kind,
      wrapped_key: wrapped,
      key_version: keyVersion,
      ...pair,
    })
    .onConflict((conflict) => conflict.columns(['participant_id', 'staff_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (created) return created.id;
  const existing = await work.db
    .selectFrom('conversation')
    .select('id')
    .where('participant_id', '=', pair.participant_id ?? '')
    .where('staff_id', '=', pair.staff_id ?? '')
    .executeTakeFirstOrThrow();
  return existing.id;
}
