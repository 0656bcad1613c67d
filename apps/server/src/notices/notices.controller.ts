import { ListNotices, SeeNotice } from '@homegroup/groups';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class NoticesController {
  constructor(
    private readonly listNotices: ListNotices,
    private readonly seeNotice: SeeNotice,
  ) {}

  @Operate('me.notices')
  list(@ActorOf() actor: Actor) {
    return this.listNotices.execute(actor);
  }

  @Operate('me.seeNotice')
  see(@ActorOf() actor: Actor, @Input() input: OperationParsed<'me.seeNotice'>) {
    return this.seeNotice.execute(actor, input);
  }
}
