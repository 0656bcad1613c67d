import { type AuditVerdict, ListAudit, VerifyAudit } from '@homegroup/audit';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed, OperationResult } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class AuditController {
  constructor(
    private readonly listAudit: ListAudit,
    private readonly verifyAudit: VerifyAudit,
  ) {}

  @Operate('audit.list')
  list(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'audit.list'>,
  ): Promise<OperationResult<'audit.list'>> {
    return this.listAudit.execute(actor, input.query);
  }

  @Operate('audit.verify')
  verify(@ActorOf() actor: Actor): Promise<AuditVerdict> {
    return this.verifyAudit.execute(actor);
  }
}
