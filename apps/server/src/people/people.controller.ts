import { AddPerson, ListPeople, ShowPerson } from '@homegroup/care';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly listPeople: ListPeople,
    private readonly showPerson: ShowPerson,
    private readonly addPerson: AddPerson,
  ) {}

  @Operate('people.list')
  list(@ActorOf() actor: Actor) {
    return this.listPeople.execute(actor);
  }

  @Operate('people.show')
  show(@ActorOf() actor: Actor, @Input() input: OperationParsed<'people.show'>) {
    return this.showPerson.execute(actor, input);
  }

  @Operate('people.add')
  add(@ActorOf() actor: Actor, @Input() input: OperationParsed<'people.add'>) {
    return this.addPerson.execute(actor, input);
  }
}
