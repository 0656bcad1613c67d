import { randomUUID } from 'node:crypto';
import type { Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Doorbell } from './doorbell.js';
import { Keyring } from './keyring.js';

export interface LogEntry {
  conversationId: string;
  kind:
    | 'message:removed'
    | 'member:joined'
    | 'member:left'
    | 'member:muted'
    | 'member:unmuted'
    | 'room:locked'
    | 'room:unlocked'
    | 'agreement:published'
    | 'agreement:accepted';
  /** Who did it. */
  authorId: string | null;
  /** Whom it concerns. */
  subjectId?: string;
  /** The number of the message it concerns. */
  target?: number;
  /** Codes, numbers and identifiers. */
  detail?: Record<string, string | number | boolean | null>;
  /** Whether the set of entitled members changes with this entry. */
  raisesVersion?: boolean;
}

export interface Written {
  seq: number;
  /** The membership version under which it was written. */
  version: number;
  at: Date;
}

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
  async createConversation(
    work: Work,
    kind: { kind: 'room' } | { kind: 'direct'; participantId: string; staffId: string },
  ): Promise<string> {
    const id = randomUUID();
    const { wrapped, keyVersion } = await this.keyring.forNewConversation(work, id);
    const pair = kind.kind === 'direct' ? { participant_id: kind.participantId, staff_id: kind.staffId } : {};
    const created = await work.db
      .insertInto('conversation')
      .values({
        id,
        organization_id: work.organizationId,
        kind: kind.kind,
        wrapped_key: wrapped,
        key_version: keyVersion,
        ...pair,
      })
      .onConflict((conflict) => conflict.columns(['participant_id', 'staff_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (created) return created.id;
    const existing = await work.db
      .selectFrom('conversation')
      .select('id')
      .where('participant_id', '=', pair.participant_id ?? '')
      .where('staff_id', '=', pair.staff_id ?? '')
      .executeTakeFirstOrThrow();
    return existing.id;
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
    const { at } = await work.db
      .insertInto('log_event')
      .values({
        conversation_id: entry.conversationId,
        seq: head.head,
        organization_id: work.organizationId,
        id: randomUUID(),
        kind: entry.kind,
        author_id: entry.authorId,
        subject_id: entry.subjectId ?? null,
        target_seq: entry.target ?? null,
        at: sql`clock_timestamp()`,
        membership_version: head.membership_version,
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
    await this.hold(work, member.conversationId);
    if (await this.current(work, member)) return null;
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

  /** Ends the interval: the person reads what came before, and nothing from this number on. Null when there was none. */
  async closeInterval(
    work: Work,
    member: { conversationId: string; personId: string; authorId: string | null },
  ): Promise<Written | null> {
    await this.hold(work, member.conversationId);
    if (!(await this.current(work, member))) return null;
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
    await this.hold(work, member.conversationId);
    const row = await this.current(work, member);
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
    mute: { conversationId: string; personId: string; until: Date; authorId: string },
  ): Promise<Written> {
    await this.hold(work, mute.conversationId);
    await this.endMutes(work, mute);
    const { conversationId, personId, authorId, until } = mute;
    const muted = await this.append(work, {
      conversationId,
      kind: 'member:muted',
      authorId,
      subjectId: personId,
      detail: { until: until.toISOString() },
    });
    await work.db
      .insertInto('conversation_mute')
      .values({
        organization_id: work.organizationId,
        conversation_id: conversationId,
        person_id: personId,
        from_seq: muted.seq,
        until,
      })
      .execute();
    return muted;
  }

  /** Null when there was no mute to lift. */
  async liftMute(
    work: Work,
    mute: { conversationId: string; personId: string; authorId: string },
  ): Promise<Written | null> {
    await this.hold(work, mute.conversationId);
    if ((await this.endMutes(work, mute)) === 0) return null;
    const { conversationId, personId, authorId } = mute;
    return this.append(work, { conversationId, kind: 'member:unmuted', authorId, subjectId: personId });
  }

  private async endMutes(work: Work, mute: { conversationId: string; personId: string }): Promise<number> {
    const ended = await work.db
      .updateTable('conversation_mute')
      .set({ lifted_at: sql`clock_timestamp()` })
      .where('conversation_id', '=', mute.conversationId)
      .where('person_id', '=', mute.personId)
      .where('lifted_at', 'is', null)
      .where('until', '>', sql<Date>`clock_timestamp()`)
      .returning('id')
      .execute();
    return ended.length;
  }

  private async hold(work: Work, conversationId: string): Promise<void> {
    const row = await work.db
      .selectFrom('conversation')
      .select('id')
      .where('id', '=', conversationId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!row) throw new HomegroupError('not_found', 'There is no such conversation.');
  }

  private current(work: Work, member: { conversationId: string; personId: string }) {
    return work.db
      .selectFrom('conversation_member')
      .select(['id', 'gated_from_version'])
      .where('conversation_id', '=', member.conversationId)
      .where('person_id', '=', member.personId)
      .where('to_seq', 'is', null)
      .executeTakeFirst();
  }

  private tell(work: Work, personId: string): void {
    const { organizationId } = work;
    work.afterCommit(() =>
      this.doorbell.ring({ kind: 'person', organizationId, personId, what: 'conversations' }),
    );
  }
}
