import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ActionBook } from './action-book.js';
import { holdRoom } from './room-record.js';

@Injectable()
export class UnlockRoom {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly actions: ActionBook,
  ) {}

  /** Everybody may write again. @throws not_found, not_allowed, conflict */
  async execute(actor: Actor, input: OperationParsed<'moderation.unlock'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.unlock');
    return this.unit.run(actor.organizationId, async (work) => {
      const room = await holdRoom(work, actor, input.params.id);
      if (!room.locked) throw new HomegroupError('conflict', 'This room is not locked.');
      const { seq } = await this.log.append(work, {
        conversationId: room.id,
        kind: 'room:unlocked',
        authorId: actor.personId,
      });
      await this.actions.enter(work, {
        by: actor.personId,
        conversationId: room.id,
        kind: 'unlock',
        logSeq: seq,
        reason: input.body.reason,
      });
      return {};
    });
  }
}
