import { Metrics } from '@homegroup/metrics';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { describeError, envelope, refusalOf } from './error-body.js';

/** Every failure as `{ error: { code, message, retryable } }`, or as a negative acknowledgement on a socket. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Refused');

  constructor(private readonly metrics: Metrics) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { refusal, unexpected } = refusalOf(error);
    if (unexpected) this.logger.error(describeError(error));
    if (host.getType() !== 'http') {
      const answer: unknown = host.getArgs().findLast((each) => typeof each === 'function');
      if (typeof answer === 'function') answer({ ok: false, error: refusal.toBody() });
      return;
    }
    this.metrics.httpRefusals.add(refusal.code);
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', refusal.retryAfter);
    response.status(refusal.status).json(envelope(refusal));
  }
}
