import { ShowPerson } from '@homegroup/care';
import { type Actor, ChangeRole, DisablePerson, EnablePerson, IssueInvitation } from '@homegroup/identity';
import type { InvitationLink, OperationParsed, PersonDetail } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class PeopleAccountsController {
  constructor(
    private readonly issueInvitation: IssueInvitation,
    private readonly disablePerson: DisablePerson,
    private readonly enablePerson: EnablePerson,
    private readonly changePersonsRole: ChangeRole,
    private readonly showPerson: ShowPerson,
  ) {}

  @Operate('people.invite')
  invite(@ActorOf() actor: Actor, @Input() input: OperationParsed<'people.invite'>): Promise<InvitationLink> {
    return this.issueInvitation.execute(actor, input.params.id);
  }

  @Operate('people.disable')
  async disable(
    @ActorOf() actor: Actor,
    @Input() { params, body }: OperationParsed<'people.disable'>,
  ): Promise<PersonDetail> {
    await this.disablePerson.execute(actor, params.id, body.reason);
    return this.showPerson.execute(actor, { params });
  }

  @Operate('people.enable')
  async enable(
    @ActorOf() actor: Actor,
    @Input() { params, body }: OperationParsed<'people.enable'>,
  ): Promise<PersonDetail> {
    await this.enablePerson.execute(actor, params.id, body.reason);
    return this.showPerson.execute(actor, { params });
  }

  @Operate('people.changeRole')
  async changeRole(
    @ActorOf() actor: Actor,
    @Input() { params, body }: OperationParsed<'people.changeRole'>,
  ): Promise<PersonDetail> {
    await this.changePersonsRole.execute(actor, params.id, body);
    return this.showPerson.execute(actor, { params });
  }
}
