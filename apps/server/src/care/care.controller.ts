import {
  AgreeContact,
  AnswerAlumniInvitation,
  DischargeClient,
  EndContact,
  InviteToAlumni,
  ListProgrammes,
  MyContinuingContacts,
  OfferContact,
} from '@homegroup/care';
import { type Actor, ShowMe } from '@homegroup/identity';
import type { Me, OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

/** Graduation, and what follows it. */
@Controller()
export class CareController {
  constructor(
    private readonly dischargeClient: DischargeClient,
    private readonly inviteToAlumni: InviteToAlumni,
    private readonly answerInvitation: AnswerAlumniInvitation,
    private readonly showMe: ShowMe,
    private readonly listProgrammes: ListProgrammes,
  ) {}

  @Operate('care.discharge')
  discharge(@ActorOf() actor: Actor, @Input() input: OperationParsed<'care.discharge'>) {
    return this.dischargeClient.execute(actor, input);
  }

  @Operate('care.inviteToAlumni')
  invite(@ActorOf() actor: Actor, @Input() input: OperationParsed<'care.inviteToAlumni'>) {
    return this.inviteToAlumni.execute(actor, input);
  }

  @Operate('me.answerAlumniInvitation')
  async answer(
    @ActorOf() actor: Actor,
    @Input() input: OperationParsed<'me.answerAlumniInvitation'>,
  ): Promise<Me> {
    const { role } = await this.answerInvitation.execute(actor, input);
    return this.showMe.execute({ ...actor, role });
  }

  @Operate('programmes.list')
  programmes(@ActorOf() actor: Actor) {
    return this.listProgrammes.execute(actor);
  }
}

@Controller()
export class ContinuingContactsController {
  constructor(
    private readonly myContacts: MyContinuingContacts,
    private readonly offerContact: OfferContact,
    private readonly agreeContact: AgreeContact,
    private readonly endContact: EndContact,
  ) {}

  @Operate('me.continuingContacts')
  mine(@ActorOf() actor: Actor) {
    return this.myContacts.execute(actor);
  }

  @Operate('care.offerContact')
  offer(@ActorOf() actor: Actor, @Input() input: OperationParsed<'care.offerContact'>) {
    return this.offerContact.execute(actor, input);
  }

  @Operate('care.agreeContact')
  agree(@ActorOf() actor: Actor, @Input() input: OperationParsed<'care.agreeContact'>) {
    return this.agreeContact.execute(actor, input);
  }

  @Operate('care.endContact')
  end(@ActorOf() actor: Actor, @Input() input: OperationParsed<'care.endContact'>) {
    return this.endContact.execute(actor, input);
  }
}
