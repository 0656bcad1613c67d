import { TenantSeal, type Work } from '@homegroup/database';
import type { MembershipStatus } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { membershipReason } from './memberships.js';

export interface MembershipReason {
  status: MembershipStatus;
  by: string | null;
  reason: string;
  at: Date;
}

/** Why staff ended a person's memberships, or brought them into a group that had started. */
@Injectable()
export class MembershipReasons {
  constructor(private readonly tenantSeal: TenantSeal) {}

  /** For a use case that has checked who asks and records the read. */
  async of(work: Work, personId: string): Promise<MembershipReason[]> {
    const rows = await work.db
      .selectFrom('group_membership_period as d')
      .innerJoin('group_membership as m', 'm.id', 'd.membership_id')
      .select(['d.id', 'd.status', 'd.changed_by', 'd.from_at', 'd.sealed_reason'])
      .where('m.person_id', '=', personId)
      .where('d.sealed_reason', 'is not', null)
      .$narrowType<{ sealed_reason: Buffer }>()
      .execute();
    const { organizationId } = work;
    return Promise.all(
      rows.map(async (row) => ({
        status: row.status as MembershipStatus,
        by: row.changed_by,
        reason: await this.tenantSeal.openForTenant(
          organizationId,
          membershipReason,
          row.id,
          row.sealed_reason,
          work,
        ),
        at: row.from_at,
      })),
    );
  }
}
