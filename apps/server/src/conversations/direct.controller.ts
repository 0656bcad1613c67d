import type { Actor } from '@homegroup/identity';
import { DirectContacts, OpenDirect } from '@homegroup/messages';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class DirectController {
  constructor(
    private readonly directContacts: DirectContacts,
    private readonly openDirect: OpenDirect,
  ) {}

  @Operate('direct.contacts')
  contacts(@ActorOf() actor: Actor) {
    return this.directContacts.execute(actor);
  }

  @Operate('direct.open')
  open(@ActorOf() actor: Actor, @Input() { body }: OperationParsed<'direct.open'>) {
    return this.openDirect.execute(actor, body.personId);
  }
}
