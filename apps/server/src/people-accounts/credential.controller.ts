import { ShowPerson } from '@homegroup/care';
import { type Actor, RenewCredential } from '@homegroup/identity';
import type { OperationParsed, PersonDetail } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class CredentialController {
  constructor(
    private readonly renewCredential: RenewCredential,
    private readonly showPerson: ShowPerson,
  ) {}

  @Operate('people.renewCredential')
  async renew(
    @ActorOf() actor: Actor,
    @Input() { params, body }: OperationParsed<'people.renewCredential'>,
  ): Promise<PersonDetail> {
    await this.renewCredential.execute(actor, params.id, body.expiresOn);
    return this.showPerson.execute(actor, { params });
  }
}
