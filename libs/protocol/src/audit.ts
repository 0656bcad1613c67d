import { z } from 'zod';
import { id, instant } from './primitives.js';

export const auditEntry = z.strictObject({
  seq: z.int(),
  at: instant,
  actorId: id.nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  objectType: z.string().nullable(),
  objectId: z.string().nullable(),
  outcome: z.enum(['allowed', 'denied', 'failed']),
  /** Identifiers and codes only. */
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditPage = z.strictObject({ entries: z.array(auditEntry), earlier: z.int().nullable() });
export const auditVerdict = z.strictObject({
  intact: z.boolean(),
  checked: z.int(),
  /** The first entry that does not fit, if any. */
  brokenAt: z.int().nullable(),
  head: z.strictObject({ seq: z.int(), hash: z.string() }).nullable(),
});
