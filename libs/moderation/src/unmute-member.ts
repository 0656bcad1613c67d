import { UnitOfWork } from '@homegroup/database';
import { GiveNotice } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ActionBook } from './action-book.js';
import { requireMayRestrict } from './policies.js';
import { holdRoom, requireMember } from './room-record.js';

@Injectable()
export class UnmuteMember {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly actions: ActionBook,
    private readonly notice: GiveNotice,
  ) {}

  /** The person may write again at once, and is told. @throws not_found, not_allowed; conflict without a mute */
  async execute(actor: Actor, input: OperationParsed<'moderation.unmute'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.unmute');
    const { personId, reason } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      const room = await holdRoom(work, actor, input.params.id);
      requireMayRestrict(actor, await requireMember(work, room, personId));
      const at = { conversationId: room.id, personId };
      const lifted = await this.log.liftMute(work, { ...at, authorId: actor.personId });
      if (!lifted) throw new HomegroupError('conflict', 'This person is not muted.');
      await this.actions.enter(work, {
        ...at,
        by: actor.personId,
        kind: 'unmute',
        logSeq: lifted.seq,
        reason,
      });
      await this.notice.within(work, { ...at, kind: 'unmuted', reason });
      return {};
    });
  }
}
