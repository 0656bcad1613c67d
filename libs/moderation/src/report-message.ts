import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { GiveNotice } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { Keyring, placesOf, ReadLog, requireFollowable } from '@homegroup/log';
import { HomegroupError, type MessageItem, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { requireNotOneself } from './policies.js';

@Injectable()
export class ReportMessage {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly readLog: ReadLog,
    private readonly keyring: Keyring,
    private readonly notice: GiveNotice,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Keeps the message as it stands now for the room's moderators and the supervisors; nobody learns who reported it.
   * One report a person and message. @throws not_found, membership_ended, agreement_required, not_allowed, already_exists
   */
  async execute(actor: Actor, input: OperationParsed<'moderation.report'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.report');
    const conversationId = input.params.id;
    await this.unit.run(actor.organizationId, (work) => requireFollowing(work, actor, conversationId));
    const message = await this.read(actor, conversationId, input.body.seq);
    requireNotOneself(actor, message.authorId);
    await this.unit.run(actor.organizationId, async (work) => {
      await requireFollowing(work, actor, conversationId);
      const id = await this.keep(work, actor, input, message);
      await this.tell(work, conversationId, message.authorId, actor.personId);
      // Who reported stands in the trail, which privacy officers and supervisors read, and nowhere else.
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'moderation.report',
        objectType: 'conversation',
        objectId: conversationId,
        outcome: 'allowed',
        detail: { reportId: id, target: message.seq, reason: input.body.reason },
      });
    });
    return {};
  }

  /** The message as the reporter may read it. */
  private async read(actor: Actor, conversationId: string, seq: number): Promise<MessageItem> {
    const page = await this.readLog.page(actor, conversationId, { before: seq + 1, limit: 1 });
    const item = page.items.find((each) => each.seq === seq);
    if (item?.type !== 'message' || item.removed)
      throw new HomegroupError('not_found', 'There is no such message.');
    return item;
  }

  private async keep(
    work: Work,
    actor: Actor,
    input: OperationParsed<'moderation.report'>,
    message: MessageItem,
  ): Promise<string> {
    const id = randomUUID();
    const words = JSON.stringify({ words: input.body.words, evidence: message.body });
    const kept = await work.db
      .insertInto('message_report')
      .values({
        id,
        organization_id: work.organizationId,
        conversation_id: input.params.id,
        target_seq: message.seq,
        reporter_id: actor.personId,
        reason: input.body.reason,
        sealed: await this.keyring.sealForTenant(work.organizationId, 'report', id, words, work),
        key_version: 1,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!kept) throw new HomegroupError('already_exists', 'You have reported this message already.');
    return id;
  }

  /** The room's moderators, but not the message's author; the supervisors where that leaves nobody. */
  private async tell(
    work: Work,
    conversationId: string,
    authorId: string,
    reporterId: string,
  ): Promise<void> {
    const away = [authorId, reporterId];
    const moderators = await work.db
      .selectFrom('conversation_member as m')
      .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
      .select('m.person_id as id')
      .where('m.conversation_id', '=', conversationId)
      .where('c.kind', '=', 'room')
      .where('m.moderator', '=', true)
      .where('m.to_seq', 'is', null)
      .where('m.person_id', 'not in', away)
      .execute();
    const told =
      moderators.length > 0
        ? moderators
        : await work.db
            .selectFrom('person')
            .select('id')
            .where('staff_role', '=', 'clinical_supervisor')
            .where('disabled_at', 'is', null)
            .where('id', 'not in', away)
            .execute();
    for (const { id } of told)
      await this.notice.within(work, {
        personId: id,
        kind: 'reported',
        conversationId,
        reason: 'A message was reported.',
      });
  }
}

async function requireFollowing(work: Work, actor: Actor, conversationId: string): Promise<void> {
  requireFollowable((await placesOf(work, actor.personId, [conversationId])).get(conversationId));
}
