import { ChangeTeam, ReadmitClient, ShowPerson } from '@homegroup/care';
import type { Actor } from '@homegroup/identity';
import type { OperationParsed, PersonDetail } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class CareTeamController {
  constructor(
    private readonly changeTeam: ChangeTeam,
    private readonly readmitClient: ReadmitClient,
    private readonly showPerson: ShowPerson,
  ) {}

  @Operate('care.changeTeam')
  async change(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'care.changeTeam'>,
  ): Promise<PersonDetail> {
    await this.changeTeam.execute(actor, input);
    return this.showPerson.execute(actor, { params: input.params });
  }

  @Operate('care.readmit')
  async readmit(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'care.readmit'>,
  ): Promise<PersonDetail> {
    await this.readmitClient.execute(actor, input);
    return this.showPerson.execute(actor, { params: input.params });
  }
}
