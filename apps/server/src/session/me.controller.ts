import { type Actor, ChangePassword, ShowMe } from '@homegroup/identity';
import type { Me, OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class MeController {
  constructor(
    private readonly showMe: ShowMe,
    private readonly changePassword: ChangePassword,
  ) {}

  @Operate('me.show')
  show(@ActorOf() actor: Actor): Promise<Me> {
    return this.showMe.execute(actor);
  }

  @Operate('me.changePassword')
  async change(@ActorOf() actor: Actor, @Input() input: OperationParsed<'me.changePassword'>) {
    await this.changePassword.execute(actor, input.body.current, input.body.next);
    return {};
  }
}
