import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { envelope, refusalOf } from './error-body.js';

/**
 * Postgres repeats values in its messages and details, so of its errors the log keeps code, table and constraint;
 * class 42 says that a statement itself is wrong, and names no value.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const { code, table, constraint } = error as Error & Record<string, unknown>;
  if (typeof code === 'string' && code.length === 5)
    return code.startsWith('42')
      ? `Postgres ${code} ${error.stack}`
      : `Postgres ${code} ${String(table ?? '')} ${String(constraint ?? '')}`;
  return error.stack ?? error.message;
}

/** Every failure as `{ error: { code, message, retryable } }`, or as a negative acknowledgement on a socket. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Refused');

  catch(error: unknown, host: ArgumentsHost): void {
    const { refusal, unexpected } = refusalOf(error);
    if (unexpected) this.logger.error(describe(error));
    if (host.getType() !== 'http') {
      const answer: unknown = host.getArgs().findLast((each) => typeof each === 'function');
      if (typeof answer === 'function') answer({ ok: false, error: refusal.toBody() });
      return;
    }
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', refusal.retryAfter);
    response.status(refusal.status).json(envelope(refusal));
  }
}
