import type { QueryConfig } from 'pg';
import type { OutcomeRow } from './append-outcome.js';

/** How long after sending one's own message may be edited, in seconds. */
export const editWindow = 900;

/** From this size on one statement for all is cheaper than one after the other. */
const togetherFrom = 5;

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

// One column instead of seven: their description and their values are read for every message.
const one = {
  name: 'append-one',
  text: 'select row_to_json(r) as outcome from append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) r',
};
const several = (name: string): string =>
  `select row_to_json(r) as outcome from ${name}($1, $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::bytea[], $9::smallint[], $10::bytea[], $11::jsonb[], $12) r`;
const batch = { name: 'append-batch', text: several('append_batch') };
const together = { name: 'append-together', text: several('append_together') };

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

/** What the statement answers: for each of the batch one row. */
export interface AppendAnswer {
  outcome: OutcomeRow;
}

/** Appends a batch of one organization, sorted by conversation, in one transaction. */
export function appendStatement(organizationId: string, drafts: readonly SealedDraft[]): QueryConfig {
  const alone = drafts.length === 1 ? drafts[0] : undefined;
  const { name, text } = alone ? one : drafts.length < togetherFrom ? batch : together;
  const columns = fields.map((field) => (alone ? field(alone) : drafts.map(field)));
  return { name, text, values: [organizationId, ...columns, editWindow] };
}
