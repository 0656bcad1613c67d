import { DatabaseClock, UnitOfWork } from '@homegroup/database';
import { GiveNotice } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import type { OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { ActionBook } from './action-book.js';
import { requireMayRestrict, requireMuteEnd } from './policies.js';
import { holdRoom, requireMember } from './room-record.js';

@Injectable()
export class MuteMember {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly actions: ActionBook,
    private readonly notice: GiveNotice,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Nothing by this person is accepted in the room until the time given, also across restarts; a mute that still
   * stands is replaced. The person reads on, and is told. @throws not_found, not_allowed, invalid_input
   */
  async execute(actor: Actor, input: OperationParsed<'moderation.mute'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.mute');
    const { personId, reason, text } = input.body;
    const until = new Date(input.body.until);
    return this.unit.run(actor.organizationId, async (work) => {
      const room = await holdRoom(work, actor, input.params.id);
      requireMayRestrict(actor, await requireMember(work, room, personId));
      requireMuteEnd(until, new Date(this.clock.now()));
      const at = { conversationId: room.id, personId, until };
      const muted = await this.log.muteMember(work, { ...at, authorId: actor.personId, reason });
      await this.actions.enter(work, {
        ...at,
        by: actor.personId,
        kind: 'mute',
        logSeq: muted.seq,
        reason,
        text,
      });
      await this.notice.within(work, { ...at, kind: 'muted', reason, text });
      return {};
    });
  }
}
