import { CheckRoster, ImportRoster } from '@homegroup/care';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed, OperationResult } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class RosterController {
  constructor(
    private readonly checkRoster: CheckRoster,
    private readonly importRoster: ImportRoster,
  ) {}

  @Operate('roster.check')
  check(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'roster.check'>,
  ): Promise<OperationResult<'roster.check'>> {
    return this.checkRoster.execute(actor, input.body);
  }

  @Operate('roster.import')
  import(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'roster.import'>,
  ): Promise<OperationResult<'roster.import'>> {
    return this.importRoster.execute(actor, input.body);
  }
}
