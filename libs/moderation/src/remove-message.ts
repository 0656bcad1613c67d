import { UnitOfWork, type Work } from '@homegroup/database';
import { GiveNotice } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { ActionBook } from './action-book.js';
import { requireNotOneself } from './policies.js';
import { holdRoom, type RoomRecord } from './room-record.js';

@Injectable()
export class RemoveMessage {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly actions: ActionBook,
    private readonly notice: GiveNotice,
  ) {}

  /**
   * A tombstone with the reason takes the message's place everywhere; the original stays in the log for supervisors.
   * The author is told. @throws not_found, not_allowed; conflict when it was removed already
   */
  async execute(actor: Actor, input: OperationParsed<'moderation.remove'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.remove');
    const { seq, reason, text } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      const room = await holdRoom(work, actor, input.params.id);
      const authorId = await this.requireMessage(work, actor, room, seq);
      requireNotOneself(actor, authorId);
      const removed = await this.log.append(work, {
        conversationId: room.id,
        kind: 'message:removed',
        authorId: actor.personId,
        target: seq,
        detail: { by: 'moderator', reason },
      });
      await this.actions.enter(work, {
        by: actor.personId,
        conversationId: room.id,
        kind: 'remove',
        personId: authorId,
        target: seq,
        logSeq: removed.seq,
        reason,
        text,
      });
      await this.notice.within(work, {
        personId: authorId,
        kind: 'removed',
        conversationId: room.id,
        reason,
        text,
      });
      return {};
    });
  }

  /** Its author. A counselor reaches what they may read, a supervisor all of the room. */
  private async requireMessage(work: Work, actor: Actor, room: RoomRecord, seq: number): Promise<string> {
    const message = await work.db
      .selectFrom('log_event as e')
      .select([
        'e.author_id',
        sql<boolean>`exists (select from log_event r where r.conversation_id = e.conversation_id and r.target_seq = e.seq and r.kind = 'message:removed')`.as(
          'removed',
        ),
        sql<boolean>`exists (select from conversation_member m where m.conversation_id = e.conversation_id and m.person_id = ${actor.personId}
          and m.from_seq <= e.seq and (m.to_seq is null or m.to_seq > e.seq))`.as('readable'),
      ])
      .where('e.conversation_id', '=', room.id)
      .where('e.seq', '=', seq)
      .where('e.kind', '=', 'message:sent')
      .executeTakeFirst();
    if (!message?.author_id || !(message.readable || actor.role === 'clinical_supervisor'))
      throw new HomegroupError('not_found', 'There is no such message.');
    if (message.removed) throw new HomegroupError('conflict', 'This message was removed already.');
    return message.author_id;
  }
}
