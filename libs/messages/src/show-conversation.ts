import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { directPairs } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { editWindow, Keyring, personCards } from '@homegroup/log';
import { type ConversationDetail, HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type InboxRow, inboxRows } from './inbox-rows.js';
import { peopleOf } from './people-of-conversation.js';
import { personsIn, toSummary } from './summary.js';

/** One conversation with what its reader may know of it: people, agreement, standing, own mute, why it is possible. */
@Injectable()
export class ShowConversation {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws not_found */
  async execute(actor: Actor, conversationId: string): Promise<ConversationDetail> {
    authorize(actor, 'conversations.show');
    const detail = await this.unit.run(actor.organizationId, (work) =>
      this.within(work, actor, conversationId),
    );
    await this.audit.record(actor.organizationId, {
      actorId: actor.personId,
      action: 'conversations.show',
      objectType: 'conversation',
      objectId: conversationId,
      outcome: 'allowed',
    });
    return detail;
  }

  /** Without an audit entry of its own: for a use case that has just written one. @throws not_found */
  async within(work: Work, actor: Actor, conversationId: string): Promise<ConversationDetail> {
    const [row] = await inboxRows(work, actor.personId, conversationId);
    if (!row) throw new HomegroupError('not_found', 'There is no such conversation.');
    const summary = toSummary(row, await personCards(work, [...new Set(personsIn(row))]));
    return {
      ...summary,
      people: await peopleOf(work, actor, summary),
      agreement: await agreementOf(work, actor, row),
      membershipStatus: row.membership_status,
      myMute: await this.muteOf(work, actor, conversationId),
      counterpartRead: await counterpartReadOf(work, row),
      contact: await contactOf(work, actor, row),
      editWindow,
    };
  }

  private async muteOf(
    work: Work,
    actor: Actor,
    conversationId: string,
  ): Promise<ConversationDetail['myMute']> {
    const mute = await work.db
      .selectFrom('conversation_mute as u')
      .innerJoin('log_event as e', (join) =>
        join.onRef('e.conversation_id', '=', 'u.conversation_id').onRef('e.seq', '=', 'u.from_seq'),
      )
      .select(['u.until', 'e.id', 'e.body'])
      .where('u.conversation_id', '=', conversationId)
      .where('u.person_id', '=', actor.personId)
      .where('u.lifted_at', 'is', null)
      .where('u.until', '>', sql<Date>`now()`)
      .orderBy('u.until', 'desc')
      .executeTakeFirst();
    if (!mute) return null;
    const reason = mute.body
      ? (await this.keyring.of(actor.organizationId, conversationId, work)).open(mute.id, mute.body)
      : '';
    return { until: mute.until.toISOString(), reason };
  }
}

/** The current agreement of the group, for whoever belongs to it or is asked to. */
async function agreementOf(
  work: Work,
  actor: Actor,
  row: InboxRow,
): Promise<ConversationDetail['agreement']> {
  if (row.group_id === null) return null;
  const agreement = await work.db
    .selectFrom('group_agreement as a')
    .leftJoin('agreement_acceptance as s', (join) =>
      join
        .onRef('s.group_id', '=', 'a.group_id')
        .onRef('s.version', '=', 'a.version')
        .on('s.person_id', '=', actor.personId),
    )
    .select(['a.version', 'a.text', 'a.published_at', 's.at'])
    .where('a.group_id', '=', row.group_id)
    .orderBy('a.version', 'desc')
    .executeTakeFirst();
  if (!agreement) return null;
  return {
    version: agreement.version,
    text: agreement.text,
    publishedAt: agreement.published_at.toISOString(),
    accepted: agreement.at !== null,
  };
}

async function counterpartReadOf(work: Work, row: InboxRow): Promise<ConversationDetail['counterpartRead']> {
  if (row.counterpart_id === null) return null;
  const read = await work.db
    .selectFrom('read_position')
    .select(['seq', 'at'])
    .where('conversation_id', '=', row.id)
    .where('person_id', '=', row.counterpart_id)
    .executeTakeFirst();
  return read ? { seq: Math.min(read.seq, row.bound), at: read.at.toISOString() } : null;
}

async function contactOf(work: Work, actor: Actor, row: InboxRow): Promise<ConversationDetail['contact']> {
  if (row.counterpart_id === null) return null;
  const { counterpart_id } = row;
  const pairs = await directPairs(work, { personId: actor.personId });
  const pair = pairs.find((each) => each.participantId === counterpart_id || each.staffId === counterpart_id);
  return pair ? { basis: pair.basis, endsOn: pair.endsOn } : { basis: 'none', endsOn: null };
}
