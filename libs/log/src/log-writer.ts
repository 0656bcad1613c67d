import { randomUUID } from 'node:crypto';
import type { Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Doorbell } from './doorbell.js';
import { Keyring } from './keyring.js';
import type { LogEntry, Written } from './log-entry.js';
import { currentInterval, endMutes, holdConversation, insertMute } from './member-rows.js';
import { insertConversation, type NewConversation } from './new-conversation.js';

/**
 * Writes what is not a person's own words into the log, inside the caller's transaction. Each call takes the
 * conversation's row lock: whoever touches several conversations goes by rising identifier.
 */
@Injectable()
export class LogWriter {
  constructor(
    private readonly doorbell: Doorbell,
    private readonly keyring: Keyring,
  ) {}

  /** A direct conversation is one per pair: an existing one is returned. */
  async createConversation(work: Work, kind: NewConversation): Promise<string> {
    return insertConversation(work, this.keyring, kind);
  }

  /** @throws not_found when the conversation is not this tenant's. */
  async append(work: Work, entry: LogEntry): Promise<Written> {
    const head = await work.db
      .updateTable('conversation')
      .set({
        head: sql`head + 1`,
        ...(entry.raisesVersion && { membership_version: sql`membership_version + 1` }),
        ...(entry.kind === 'room:locked' && { locked_at: sql`clock_timestamp()` }),
        ...(entry.kind === 'room:unlocked' && { locked_at: null }),
      })
      .where('id', '=', entry.conversationId)
      .returning(['head', 'membership_version'])
      .executeTakeFirst();
    if (!head) throw new HomegroupError('not_found', 'There is no such conversation.');
    const id = randomUUID();
    const sealed =
      entry.words === undefined
        ? null
        : (await this.keyring.of(work.organizationId, entry.conversationId, work)).seal(id, entry.words);
    const { at } = await work.db
      .insertInto('log_event')
      .values({
        conversation_id: entry.conversationId,
        seq: head.head,
        organization_id: work.organizationId,
        id,
        kind: entry.kind,
        author_id: entry.authorId,
        subject_id: entry.subjectId ?? null,
        target_seq: entry.target ?? null,
        at: sql`clock_timestamp()`,
        membership_version: head.membership_version,
        body: sealed?.sealed ?? null,
        key_version: sealed?.keyVersion ?? null,
        detail: JSON.stringify(entry.detail ?? {}),
      })
      .returning('at')
      .executeTakeFirstOrThrow();
    work.afterCommit(() =>
      this.doorbell.ring({
        kind: 'news',
        organizationId: work.organizationId,
        conversationId: entry.conversationId,
      }),
    );
    return { seq: head.head, version: head.membership_version, at };
  }

  /** Begins an interval of belonging at a fresh number. Null when the person is a member already. */
  async openInterval(
    work: Work,
    member: {
      conversationId: string;
      personId: string;
      moderator: boolean;
      authorId: string | null;
      expiresAt?: Date | null;
    },
  ): Promise<Written | null> {
    await holdConversation(work, member.conversationId);
    if (await currentInterval(work, member)) return null;
    const { conversationId, personId, authorId } = member;
    const joined = await this.append(work, {
      conversationId,
      kind: 'member:joined',
      authorId,
      subjectId: personId,
      raisesVersion: true,
    });
    await work.db
      .insertInto('conversation_member')
      .values({
        organization_id: work.organizationId,
        conversation_id: conversationId,
        person_id: personId,
        moderator: member.moderator,
        from_seq: joined.seq,
        from_version: joined.version,
        expires_at: member.expiresAt ?? null,
      })
      .execute();
    this.tell(work, personId);
    return joined;
  }

  /** Moves the time after which nothing is written any more; null takes it away. False when there is no such interval. */
  async setExpiry(
    work: Work,
    member: { conversationId: string; personId: string; expiresAt: Date | null },
  ): Promise<boolean> {
    await holdConversation(work, member.conversationId);
    const row = await currentInterval(work, member);
    if (!row) return false;
    if (row.expires_at?.getTime() === member.expiresAt?.getTime()) return true;
    await work.db
      .updateTable('conversation_member')
      .set({ expires_at: member.expiresAt })
      .where('id', '=', row.id)
      .execute();
    this.tell(work, member.personId);
    return true;
  }

  /** Ends the interval: the person reads what came before, and nothing from this number on. Null when there was none. */
  async closeInterval(
    work: Work,
    member: { conversationId: string; personId: string; authorId: string | null },
  ): Promise<Written | null> {
    await holdConversation(work, member.conversationId);
    if (!(await currentInterval(work, member))) return null;
    const { conversationId, personId, authorId } = member;
    const left = await this.append(work, {
      conversationId,
      kind: 'member:left',
      authorId,
      subjectId: personId,
      raisesVersion: true,
    });
    await work.db
      .updateTable('conversation_member')
      .set({ to_seq: left.seq, to_version: left.version, left_at: left.at })
      .where('conversation_id', '=', conversationId)
      .where('person_id', '=', personId)
      .where('to_seq', 'is', null)
      .execute();
    this.tell(work, personId);
    return left;
  }

  /** A new agreement: from this number on nobody but `exceptPersonIds` is delivered to or writes, until they accept. */
  async gateMembers(
    work: Work,
    gate: {
      conversationId: string;
      authorId: string | null;
      version: number;
      exceptPersonIds: readonly string[];
    },
  ): Promise<Written> {
    const { conversationId, authorId, version } = gate;
    const published = await this.append(work, {
      conversationId,
      kind: 'agreement:published',
      authorId,
      detail: { version },
      raisesVersion: true,
    });
    const gated = await work.db
      .updateTable('conversation_member')
      .set({ gated_from_version: published.version })
      .where('conversation_id', '=', conversationId)
      .where('to_seq', 'is', null)
      .where('gated_from_version', 'is', null)
      .$if(gate.exceptPersonIds.length > 0, (query) =>
        query.where('person_id', 'not in', [...gate.exceptPersonIds]),
      )
      .returning('person_id')
      .execute();
    for (const { person_id } of gated) this.tell(work, person_id);
    return published;
  }

  /** The person accepted: delivery goes on, and a resume serves what came meanwhile. Null when they were not gated. */
  async liftGate(work: Work, member: { conversationId: string; personId: string }): Promise<Written | null> {
    await holdConversation(work, member.conversationId);
    const row = await currentInterval(work, member);
    if (!row || row.gated_from_version === null) return null;
    const { conversationId, personId } = member;
    const lifted = await this.append(work, {
      conversationId,
      kind: 'agreement:accepted',
      authorId: personId,
      subjectId: personId,
      raisesVersion: true,
    });
    await work.db
      .updateTable('conversation_member')
      .set({ gated_from_version: null })
      .where('id', '=', row.id)
      .execute();
    this.tell(work, personId);
    return lifted;
  }

  /** Nothing by this person is accepted at a number above the returned one until `until`, or until it is lifted. */
  async muteMember(
    work: Work,
    mute: { conversationId: string; personId: string; until: Date; authorId: string; reason?: string },
  ): Promise<Written> {
    await holdConversation(work, mute.conversationId);
    await endMutes(work, mute);
    const { conversationId, personId, authorId, until } = mute;
    const muted = await this.append(work, {
      conversationId,
      kind: 'member:muted',
      authorId,
      subjectId: personId,
      detail: { until: until.toISOString() },
      ...(mute.reason !== undefined && { words: mute.reason }),
    });
    await insertMute(work, { conversationId, personId, until, fromSeq: muted.seq });
    return muted;
  }

  /** Null when there was no mute to lift. */
  async liftMute(
    work: Work,
    mute: { conversationId: string; personId: string; authorId: string },
  ): Promise<Written | null> {
    await holdConversation(work, mute.conversationId);
    if ((await endMutes(work, mute)) === 0) return null;
    const { conversationId, personId, authorId } = mute;
    return this.append(work, { conversationId, kind: 'member:unmuted', authorId, subjectId: personId });
  }

  private tell(work: Work, personId: string): void {
    const { organizationId } = work;
    work.afterCommit(() =>
      this.doorbell.ring({ kind: 'person', organizationId, personId, what: 'conversations' }),
    );
  }
}
