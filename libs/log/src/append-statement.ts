import type { Prepared } from '@homegroup/database';

/** How long after sending one's own message may be edited, in seconds. */
export const editWindow = 900;

/** What a person does in a conversation themselves. */
export interface Draft {
  organizationId: string;
  conversationId: string;
  authorId: string;
  clientId: string;
  kind: 'message:sent' | 'message:edited' | 'message:removed' | 'reaction:changed';
  target: number | null;
  body: string | null;
  /** Codes, flags and identifiers. */
  detail: Record<string, string | boolean | string[]>;
}

/** As it is stored: nothing of it can be read without the conversation's key. */
export interface SealedDraft {
  draft: Draft;
  /** Of the event that it becomes. */
  id: string;
  sealed: Buffer | null;
  keyVersion: number | null;
  fingerprint: Buffer;
}

const one = {
  name: 'append-one',
  text: 'select append_entry(1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
};
/** One after the other, in their order: so are the locks taken. */
const several = {
  name: 'append-several',
  text: `select append_entry(e.idx::int, $1, e.conversation, e.author, e.client, e.id, e.kind, e.target, e.body, e.key_version, e.fingerprint, e.detail, $12)
    from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::bytea[], $9::smallint[], $10::bytea[], $11::jsonb[])
      with ordinality as e (conversation, author, client, id, kind, target, body, key_version, fingerprint, detail, idx)`,
};

/** In the order of the parameters. */
const fields: ReadonlyArray<(each: SealedDraft) => unknown> = [
  ({ draft }) => draft.conversationId,
  ({ draft }) => draft.authorId,
  ({ draft }) => draft.clientId,
  ({ id }) => id,
  ({ draft }) => draft.kind,
  ({ draft }) => draft.target,
  ({ sealed }) => sealed,
  ({ keyVersion }) => keyVersion,
  ({ fingerprint }) => fingerprint,
  ({ draft }) => JSON.stringify(draft.detail),
];

/**
 * Appends a batch of one organization, sorted by conversation, in one transaction. Its one column says for each of the
 * batch what became of it, an `OutcomeRow` as JSON.
 */
export function appendStatement(organizationId: string, drafts: readonly SealedDraft[]): Prepared {
  const alone = drafts.length === 1 ? drafts[0] : undefined;
  const columns = fields.map((field) => (alone ? field(alone) : drafts.map(field)));
  const { name, text } = alone ? one : several;
  return { name, text, values: [organizationId, ...columns, editWindow] };
}
