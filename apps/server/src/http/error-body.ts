import { CommitUnanswered, codeOf, isOutage } from '@homegroup/database';
import { type ErrorBody, HomegroupError } from '@homegroup/protocol';
import { HttpException } from '@nestjs/common';

/** Two transactions stood in each other's way, or waited too long. */
const inTheWay = new Set(['40001', '40P01', '55P03', '57014']);

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
  if (error instanceof CommitUnanswered)
    return told(
      new HomegroupError(
        'try_again',
        'The server lost its database at the last moment: this may have been done, or not. Look before you try again.',
      ),
    );
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
