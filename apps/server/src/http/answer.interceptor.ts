import { AuditTrail } from '@homegroup/audit';
import { HomegroupError, type Operation, operations } from '@homegroup/protocol';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, from, map, mergeMap, type Observable, throwError } from 'rxjs';
import type { HomegroupRequest } from './homegroup-request.js';

const denials = new Set(['not_allowed', 'not_found', 'agreement_required', 'membership_ended']);

/**
 * Outside production checks every answer against its schema, so that a field too many fails a test rather than
 * leaving the house. Writes refusals by use cases into the audit trail; a refusal that cannot be written is an error.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Answer');
  private readonly strict = process.env.NODE_ENV !== 'production';

  constructor(private readonly audit: AuditTrail) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<HomegroupRequest>();
    return next.handle().pipe(
      map((answer) => this.checked(request, answer ?? {})),
      catchError((error: unknown) =>
        from(this.recordDenial(request, error)).pipe(mergeMap(() => throwError(() => error))),
      ),
    );
  }

  private checked(request: HomegroupRequest, answer: unknown): unknown {
    if (!this.strict || !request.operation) return answer;
    const operation: Operation = operations[request.operation];
    const result = operation.response.safeParse(answer);
    if (result.success) return answer;
    const where = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
    this.logger.error(`The answer to ${request.operation} does not fit its schema: ${where}`);
    throw new Error(`The answer to ${request.operation} does not fit its schema: ${where}`);
  }

  private async recordDenial(request: HomegroupRequest, error: unknown): Promise<void> {
    const { actor, operation, params } = request;
    if (!actor || !operation || !(error instanceof HomegroupError) || !denials.has(error.code)) return;
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: operation,
      ...(typeof params.id === 'string' && { objectId: params.id }),
      outcome: 'denied',
      detail: { code: error.code, role: actor.role },
    });
  }
}
