/** PostgreSQL cannot be reached, is coming or going, or has no room: codes of the system and of PostgreSQL. */
const unusable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '25P03',
  '53100',
  '53200',
  '53300',
  '08000',
  '08003',
  '08006',
]);
const unanswered = 'Query read timeout';
const lostConnection =
  /timeout exceeded when trying to connect|Connection terminated|is not queryable|driver has already been destroyed|Cannot use a pool after calling end/i;

/** The code of the system or of PostgreSQL; empty when there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

/** The connection was lost while the commit was under way: what was done may stand, or not. */
export class CommitUnanswered extends Error {
  constructor(cause: unknown) {
    super('the commit was not answered', { cause });
  }
}

/**
 * Whether Postgres cannot be used for now, and the same may well succeed later. The node's watch of its database says so
 * once, so that nobody who meets it has to.
 */
export const isOutage = (error: unknown): boolean =>
  error instanceof CommitUnanswered ||
  unusable.has(codeOf(error)) ||
  isUnanswered(error) ||
  lostConnection.test(error instanceof Error ? error.message : '');

/** The same, and Postgres has not said so itself (class 53: no room): what was under way there may have been done. */
export const isLost = (error: unknown): boolean => isOutage(error) && !codeOf(error).startsWith('53');

/** Whether nothing came back for so long that nobody knows what the connection is worth. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && error.message === unanswered;

/** Whether a column's type changed since the statement was planned: PostgreSQL refuses it until it is planned anew. */
export const isOutdatedPlan = (error: unknown): boolean => codeOf(error) === '0A000';

/** An error in a few words for the log. Postgres repeats values in its messages, so of its errors only the code is kept. */
export function causeOf(error: unknown): string {
  const code = codeOf(error);
  if (code.length === 5) return `Postgres ${code}`;
  return code || (error instanceof Error ? error.message : 'not an error');
}
