import { type Actor, ShowMe } from '@homegroup/identity';
import type { Me } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Operate } from '../http/operate.js';

@Controller()
export class MeController {
  constructor(private readonly showMe: ShowMe) {}

  @Operate('me.show')
  show(@ActorOf() actor: Actor): Promise<Me> {
    return this.showMe.execute(actor);
  }
}
