import { randomUUID } from 'node:crypto';
import { TenantSeal, type Work } from '@homegroup/database';
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
  /** What led to it, where nobody had to say why. */
  cause?: Cause;
  /** The words in which staff said why; sealed, and read by `MembershipReasons` alone. */
  reason?: string | null;
}

export type Cause = 'left' | 'declined' | 'readmitted' | 'resumed' | 'discharged' | 'ejected' | 'reinstated';

/**
 * The book of memberships. A membership's periods are appended, never overwritten, and the person belongs to the
 * group's room exactly while the membership is active. The caller holds the person's and the group's lock.
 */
@Injectable()
export class Memberships {
  constructor(
    private readonly log: LogWriter,
    private readonly tenantSeal: TenantSeal,
  ) {}

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
        ...(status === 'ended' && { ended_at: sql`now()` }),
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
    return membership.status === 'invited' && (await this.latest(work, membership))?.sealed_reason != null;
  }

  /** What led to what the membership is now. */
  async causeOf(work: Work, membership: Membership): Promise<Cause | null> {
    return ((await this.latest(work, membership))?.cause ?? null) as Cause | null;
  }

  private latest(work: Work, membership: Membership) {
    return work.db
      .selectFrom('group_membership_period')
      .select(['cause', 'sealed_reason'])
      .where('membership_id', '=', membership.id)
      .where('to_at', 'is', null)
      .executeTakeFirst();
  }

  private async beginPeriod(
    work: Work,
    membershipId: string,
    status: MembershipStatus,
    change: Change,
  ): Promise<void> {
    const id = randomUUID();
    const { organizationId } = work;
    const { cause, reason } = change;
    await work.db
      .insertInto('group_membership_period')
      .values({
        id,
        organization_id: organizationId,
        membership_id: membershipId,
        status,
        changed_by: change.by,
        cause: cause ?? null,
        sealed_reason: reason
          ? await this.tenantSeal.sealForTenant(organizationId, membershipReason, id, reason, work)
          : null,
      })
      .execute();
  }
}

/** Binds the reason of a membership's period to its row. */
export const membershipReason = 'membership-reason';

/** What the caller is told about a membership. */
export const toMembershipResult = (membership: Membership, group: Pick<GroupRecord, 'conversationId'>) => ({
  membershipId: membership.id,
  status: membership.status,
  conversationId: group.conversationId,
});
