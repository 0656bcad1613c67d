import type { Actor } from '@homegroup/identity';
import {
  CloseReport,
  EjectMember,
  ListReports,
  LockRoom,
  MuteMember,
  RemoveMessage,
  ReportMessage,
  UnlockRoom,
  UnmuteMember,
} from '@homegroup/moderation';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

/** What a moderator does about one message or one member. */
@Controller()
export class ModerationController {
  constructor(
    private readonly removeMessage: RemoveMessage,
    private readonly muteMember: MuteMember,
    private readonly unmuteMember: UnmuteMember,
    private readonly ejectMember: EjectMember,
  ) {}

  @Operate('moderation.remove')
  remove(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.remove'>) {
    return this.removeMessage.execute(actor, input);
  }

  @Operate('moderation.mute')
  mute(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.mute'>) {
    return this.muteMember.execute(actor, input);
  }

  @Operate('moderation.unmute')
  unmute(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.unmute'>) {
    return this.unmuteMember.execute(actor, input);
  }

  @Operate('moderation.eject')
  eject(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.eject'>) {
    return this.ejectMember.execute(actor, input);
  }
}

@Controller()
export class RoomLockController {
  constructor(
    private readonly lockRoom: LockRoom,
    private readonly unlockRoom: UnlockRoom,
  ) {}

  @Operate('moderation.lock')
  lock(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.lock'>) {
    return this.lockRoom.execute(actor, input);
  }

  @Operate('moderation.unlock')
  unlock(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.unlock'>) {
    return this.unlockRoom.execute(actor, input);
  }
}

@Controller()
export class ReportsController {
  constructor(
    private readonly reportMessage: ReportMessage,
    private readonly listReports: ListReports,
    private readonly closeReport: CloseReport,
  ) {}

  @Operate('moderation.report')
  report(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.report'>) {
    return this.reportMessage.execute(actor, input);
  }

  @Operate('moderation.reports')
  list(@ActorOf() actor: Actor) {
    return this.listReports.execute(actor);
  }

  @Operate('moderation.closeReport')
  close(@ActorOf() actor: Actor, @Input() input: OperationParsed<'moderation.closeReport'>) {
    return this.closeReport.execute(actor, input);
  }
}
