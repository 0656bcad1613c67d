import { z } from 'zod';

/** The text of one CSV file: comma or semicolon, with or without a byte order mark. At most 2 MB. */
export const rosterFile = z.strictObject({
  name: z.string().max(200),
  text: z.string().max(2_000_000),
});
export const rosterInput = z.strictObject({ files: z.array(rosterFile).min(1).max(10) });

export const rosterFault = z.strictObject({
  file: z.string(),
  /** As an editor counts: the header is line 1. */
  line: z.int().min(1),
  /** The column's number from 1 and its name; null when the whole line is meant. */
  column: z.int().min(1).nullable(),
  columnName: z.string().nullable(),
  /** The character in the line, from 1, at which the field begins. */
  character: z.int().min(1),
  value: z.string(),
  /** What is wrong, in one line. */
  message: z.string(),
  /** What to write instead. */
  hint: z.string().nullable(),
});
export type RosterFault = z.infer<typeof rosterFault>;

export const rosterCounts = z.strictObject({
  programmes: z.int(),
  groups: z.int(),
  staff: z.int(),
  clients: z.int(),
  alumni: z.int(),
  memberships: z.int(),
});

export const rosterReport = z.strictObject({
  lines: z.int(),
  /** What would be, or was, added. */
  added: rosterCounts,
  /** What was known already and stays as it is. */
  known: rosterCounts,
  faults: z.array(rosterFault),
  /** Whether anything was written. False for a check, for faults, and for a file that changes nothing. */
  applied: z.boolean(),
});
export type RosterReport = z.infer<typeof rosterReport>;
