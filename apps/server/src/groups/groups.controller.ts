import {
  AcceptAgreement,
  CreateGroup,
  EndMembership,
  InviteMember,
  JoinGroup,
  LeaveGroup,
  ListGroups,
  PublishAgreement,
  ShowGroup,
  StartGroup,
} from '@homegroup/groups';
import type { Actor } from '@homegroup/identity';
import { ReinstateMember } from '@homegroup/moderation';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class GroupsController {
  constructor(
    private readonly listGroups: ListGroups,
    private readonly showGroup: ShowGroup,
    private readonly createGroup: CreateGroup,
    private readonly startGroup: StartGroup,
    private readonly publishAgreement: PublishAgreement,
  ) {}

  @Operate('groups.list')
  list(@ActorOf() actor: Actor) {
    return this.listGroups.execute(actor);
  }

  @Operate('groups.show')
  show(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.show'>) {
    return this.showGroup.execute(actor, input);
  }

  @Operate('groups.create')
  create(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.create'>) {
    return this.createGroup.execute(actor, input);
  }

  @Operate('groups.start')
  start(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.start'>) {
    return this.startGroup.execute(actor, input);
  }

  @Operate('groups.publishAgreement')
  publish(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.publishAgreement'>) {
    return this.publishAgreement.execute(actor, input);
  }
}

/** What staff decide about somebody's membership. */
@Controller()
export class GroupMembersController {
  constructor(
    private readonly inviteMember: InviteMember,
    private readonly endMembership: EndMembership,
    private readonly reinstateMember: ReinstateMember,
  ) {}

  @Operate('groups.invite')
  invite(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.invite'>) {
    return this.inviteMember.execute(actor, input);
  }

  @Operate('groups.endMembership')
  end(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.endMembership'>) {
    return this.endMembership.execute(actor, input);
  }

  @Operate('groups.reinstate')
  reinstate(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.reinstate'>) {
    return this.reinstateMember.execute(actor, input);
  }
}

/** What somebody decides about their own. */
@Controller()
export class OwnMembershipController {
  constructor(
    private readonly joinGroup: JoinGroup,
    private readonly leaveGroup: LeaveGroup,
    private readonly acceptAgreement: AcceptAgreement,
  ) {}

  @Operate('groups.join')
  join(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.join'>) {
    return this.joinGroup.execute(actor, input);
  }

  @Operate('groups.leave')
  leave(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.leave'>) {
    return this.leaveGroup.execute(actor, input);
  }

  @Operate('groups.acceptAgreement')
  accept(@ActorOf() actor: Actor, @Input() input: OperationParsed<'groups.acceptAgreement'>) {
    return this.acceptAgreement.execute(actor, input);
  }
}
