import { AuditTrail } from '@homegroup/audit';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { type Actor, FindOrganization } from '@homegroup/identity';
import { HomegroupError, mayCall, type OperationName, operations } from '@homegroup/protocol';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { HomegroupRequest } from './homegroup-request.js';
import { OPERATION } from './operate.js';
import { AccessTokenGuard } from './passport-guards.js';
import { readInput } from './read-input.js';
import { refuseForeignOrigin } from './same-origin.js';

/**
 * The first gate of every REST operation: who asks, whether the matrix admits their role, whether the input fits.
 * A handler without an operation is refused. Sockets have a gate of their own.
 */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly reflector: Reflector,
    private readonly accessToken: AccessTokenGuard,
    private readonly organization: FindOrganization,
    private readonly audit: AuditTrail,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const name = this.reflector.get<OperationName | undefined>(OPERATION, context.getHandler());
    if (!name) return false;
    const request = context.switchToHttp().getRequest<HomegroupRequest>();
    request.operation = name;
    refuseForeignOrigin(request, this.configuration.publicUrl);
    if (mayCall('anonymous', name)) {
      // Health says how the process is even when no organization exists yet.
      if (!name.startsWith('health.'))
        request.organizationId = await this.organization.execute(request.hostname);
    } else {
      await this.accessToken.canActivate(context);
      await this.admit(request.actor, name);
    }
    const input = readInput(operations[name], request);
    request.operationInput = input;
    if (input.body !== undefined) request.body = input.body;
    return true;
  }

  private async admit(actor: Actor | undefined, name: OperationName): Promise<void> {
    if (actor && mayCall(actor.role, name)) return;
    if (!actor) throw new HomegroupError('sign_in_required', 'Sign in first.');
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: name,
      outcome: 'denied',
      detail: { code: 'not_allowed', role: actor.role },
    });
    throw new HomegroupError('not_allowed', 'Your role does not allow this.');
  }
}
