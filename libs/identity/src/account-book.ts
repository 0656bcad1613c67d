import { randomUUID } from 'node:crypto';
import { TenantSeal, type Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';

export interface AccountAction {
  personId: string;
  kind: 'disabled' | 'enabled' | 'role_changed' | 'team_changed' | 'readmitted';
  by: string;
  /** In the words of who did it. */
  reason: string;
}

const purpose = 'account-action';

/** What staff did with accounts, and why. The reasons are sealed; the audit trail holds none of them. */
@Injectable()
export class AccountBook {
  constructor(private readonly tenantSeal: TenantSeal) {}

  async enter(work: Work, action: AccountAction): Promise<void> {
    const id = randomUUID();
    const { organizationId } = work;
    await work.db
      .insertInto('account_action')
      .values({
        id,
        organization_id: organizationId,
        person_id: action.personId,
        kind: action.kind,
        sealed: await this.tenantSeal.sealForTenant(organizationId, purpose, id, action.reason, work),
        by_id: action.by,
      })
      .execute();
  }

  /** The newest first, for a use case that has checked who asks and records the read. */
  async of(work: Work, personId: string): Promise<Array<AccountAction & { at: Date }>> {
    const rows = await work.db
      .selectFrom('account_action')
      .select(['id', 'kind', 'sealed', 'by_id', 'at'])
      .where('person_id', '=', personId)
      .orderBy('at', 'desc')
      .execute();
    return Promise.all(
      rows.map(async (row) => ({
        personId,
        kind: row.kind as AccountAction['kind'],
        by: row.by_id,
        reason: await this.tenantSeal.openForTenant(work.organizationId, purpose, row.id, row.sealed, work),
        at: row.at,
      })),
    );
  }
}
