import { ChangeLeaders } from '@homegroup/groups';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class GroupLeadersController {
  constructor(private readonly changeLeaders: ChangeLeaders) {}

  @Operate('groups.changeLeaders')
  change(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.changeLeaders'>) {
    return this.changeLeaders.execute(actor, input);
  }
}
