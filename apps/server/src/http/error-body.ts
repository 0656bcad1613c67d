import { type ErrorBody, HomegroupError } from '@homegroup/protocol';
import { HttpException } from '@nestjs/common';

/** An outage, or a full disk: the nodes' own watch says it once, so that not every request repeats it. */
const unreachable = new Set([
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
  '53100',
  '53200',
  '53300',
  '08000',
  '08003',
  '08006',
]);
const lostConnection =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|driver has already been destroyed|Cannot use a pool after calling end/i;
/** Two transactions stood in each other's way, or waited too long. */
const inTheWay = new Set(['40001', '40P01', '55P03', '57014']);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

/** Whether Postgres cannot be used for now, and the same may well succeed later. */
export const isOutage = (error: unknown): boolean =>
  unreachable.has(codeOf(error)) || lostConnection.test(error instanceof Error ? error.message : '');

/** Any error as what may leave the house. Only a `HomegroupError` brings its own words. */
export function refusalOf(error: unknown): { refusal: HomegroupError; unexpected: boolean } {
  const told = (refusal: HomegroupError) => ({ refusal, unexpected: false });
  if (error instanceof HomegroupError) return told(error);
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (status === 404) return told(new HomegroupError('not_found', 'There is nothing here.'));
    if (status === 413)
      return told(new HomegroupError('too_large', 'That is too large. Nothing was changed.'));
    if (status === 403) return told(new HomegroupError('not_allowed', 'This is not allowed.'));
    if (status < 500)
      return told(
        new HomegroupError('invalid_input', 'Something in the request is not as it should be.', {
          faults: [],
        }),
      );
  }
  const code = codeOf(error);
  const outage = isOutage(error);
  if (outage || inTheWay.has(code))
    return {
      refusal: new HomegroupError(
        'try_again',
        'The server cannot do this right now. Nothing was changed. Try again in a moment.',
      ),
      unexpected: !outage,
    };
  if (code === '23505')
    return {
      refusal: new HomegroupError(
        'conflict',
        'Somebody else has just changed this. Nothing was changed; look again.',
      ),
      unexpected: true,
    };
  return {
    refusal: new HomegroupError('internal', 'Something went wrong on our side. Nothing was changed.'),
    unexpected: true,
  };
}

export const envelope = (refusal: HomegroupError): { error: ErrorBody } => ({ error: refusal.toBody() });

/**
 * Postgres repeats values in its messages and details, so of its errors the log keeps code, table and constraint;
 * class 42 says that a statement itself is wrong, and names no value.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const { code, table, constraint } = error as Error &
    Partial<Record<'code' | 'table' | 'constraint', string>>;
  if (typeof code === 'string' && code.length === 5)
    return code.startsWith('42')
      ? `Postgres ${code} ${error.stack}`
      : `Postgres ${code} ${table ?? ''} ${constraint ?? ''}`;
  return error.stack ?? error.message;
}

/** The same in a few words, for a line that says what it stopped. */
export function causeOf(error: unknown): string {
  const code = codeOf(error);
  if (code.length === 5) return `Postgres ${code}`;
  return code || (error instanceof Error ? error.message : 'not an error');
}
