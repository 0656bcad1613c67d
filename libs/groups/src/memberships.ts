import type { Work } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type MembershipStatus } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { GroupRecord } from './group-record.js';

export interface Membership {
  id: string;
  groupId: string;
  personId: string;
  status: MembershipStatus;
}

interface Change {
  /** Null for the system itself, as in an import. */
  by: string | null;
  reason?: string | null;
}

/**
 * The book of memberships. A membership's periods are appended, never overwritten, and the person belongs to the
 * group's room exactly while the membership is active. The caller holds the person's and the group's lock.
 */
@Injectable()
export class Memberships {
  constructor(private readonly log: LogWriter) {}

  /** The membership that has not ended, if there is one. */
  async current(work: Work, groupId: string, personId: string): Promise<Membership | null> {
    const row = await work.db
      .selectFrom('group_membership')
      .select(['id', 'status'])
      .where('group_id', '=', groupId)
      .where('person_id', '=', personId)
      .where('status', '<>', 'ended')
      .executeTakeFirst();
    return row ? { id: row.id, groupId, personId, status: row.status as MembershipStatus } : null;
  }

  /** @throws not_found */
  async find(work: Work, groupId: string, personId: string): Promise<Membership> {
    const membership = await this.current(work, groupId, personId);
    if (!membership) throw new HomegroupError('not_found', 'There is no such membership.');
    return membership;
  }

  async open(
    work: Work,
    membership: { groupId: string; personId: string; status: 'invited' | 'agreement_pending' },
    change: Change,
  ): Promise<Membership> {
    const { id } = await work.db
      .insertInto('group_membership')
      .values({
        organization_id: work.organizationId,
        group_id: membership.groupId,
        person_id: membership.personId,
        status: membership.status,
        invited_by: change.by,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await this.beginPeriod(work, id, membership.status, change);
    return { id, ...membership };
  }

  /** Also with an unchanged status: then a new period with a new reason begins. */
  async change(
    work: Work,
    group: Pick<GroupRecord, 'conversationId'>,
    membership: Membership,
    status: MembershipStatus,
    change: Change,
  ): Promise<Membership> {
    await work.db
      .updateTable('group_membership_period')
      .set({ to_at: sql`now()` })
      .where('membership_id', '=', membership.id)
      .where('to_at', 'is', null)
      .execute();
    await this.beginPeriod(work, membership.id, status, change);
    await work.db
      .updateTable('group_membership')
      .set({
        status,
        ...(status === 'ended' && { ended_at: sql`now()`, ended_reason: change.reason ?? null }),
      })
      .where('id', '=', membership.id)
      .execute();
    const seat = {
      conversationId: group.conversationId,
      personId: membership.personId,
      authorId: change.by,
    };
    if (status === 'active') await this.log.openInterval(work, { ...seat, moderator: false });
    else await this.log.closeInterval(work, seat);
    return { ...membership, status };
  }

  /** Whether a leader brought this person in although the group had started. */
  async overridden(work: Work, membership: Membership): Promise<boolean> {
    return membership.status === 'invited' && (await this.reasonOf(work, membership)) !== null;
  }

  /** Why the membership is what it is now. */
  async reasonOf(work: Work, membership: Membership): Promise<string | null> {
    const period = await work.db
      .selectFrom('group_membership_period')
      .select('reason')
      .where('membership_id', '=', membership.id)
      .where('to_at', 'is', null)
      .executeTakeFirst();
    return period?.reason ?? null;
  }

  private async beginPeriod(
    work: Work,
    membershipId: string,
    status: MembershipStatus,
    change: Change,
  ): Promise<void> {
    await work.db
      .insertInto('group_membership_period')
      .values({
        organization_id: work.organizationId,
        membership_id: membershipId,
        status,
        changed_by: change.by,
        reason: change.reason ?? null,
      })
      .execute();
  }
}

/** What the caller is told about a membership. */
export const toMembershipResult = (membership: Membership, group: Pick<GroupRecord, 'conversationId'>) => ({
  membershipId: membership.id,
  status: membership.status,
  conversationId: group.conversationId,
});
