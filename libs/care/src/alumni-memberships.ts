import { randomUUID } from 'node:crypto';
import { TenantSeal, type Work } from '@homegroup/database';
import { findGroup, hasAccepted, InviteMember, lockGroup, Memberships } from '@homegroup/groups';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

export interface AlumniRecord {
  id: string;
  status: string;
  groupId: string | null;
}

/** Binds the reason of an invitation to its row. */
const alumniReason = 'alumni-reason';

/** The alumni membership and its seat in the alumni group. The caller holds the person's lock. */
@Injectable()
export class AlumniMemberships {
  constructor(
    private readonly memberships: Memberships,
    private readonly invitations: InviteMember,
    private readonly tenantSeal: TenantSeal,
  ) {}

  /** The one that is neither ended nor declined. */
  async open(work: Work, personId: string): Promise<AlumniRecord | null> {
    const row = await work.db
      .selectFrom('alumni_membership')
      .select(['id', 'status', 'group_id as groupId'])
      .where('person_id', '=', personId)
      .where('status', 'in', ['invited', 'active', 'paused'])
      .executeTakeFirst();
    return row ?? null;
  }

  /** Offers the alumni circle, and a seat in its group where there is one; both wait for the person's answer. */
  async invite(
    work: Work,
    personId: string,
    invitation: { by: string; groupId: string | null; reason: string | null },
  ): Promise<void> {
    const id = randomUUID();
    const { organizationId } = work;
    const { reason } = invitation;
    await work.db
      .insertInto('alumni_membership')
      .values({
        id,
        organization_id: organizationId,
        person_id: personId,
        status: 'invited',
        group_id: invitation.groupId,
        invited_by: invitation.by,
        sealed_reason: reason
          ? await this.tenantSeal.sealForTenant(organizationId, alumniReason, id, reason, work)
          : null,
      })
      .execute();
    if (invitation.groupId)
      await this.invitations.within(work, { groupId: invitation.groupId, personId, by: invitation.by });
  }

  /** Why staff invited this person. For a use case that has checked who asks and records the read. */
  async reasons(
    work: Work,
    personId: string,
  ): Promise<Array<{ by: string | null; reason: string; at: Date }>> {
    const rows = await work.db
      .selectFrom('alumni_membership')
      .select(['id', 'invited_by', 'invited_at', 'sealed_reason'])
      .where('person_id', '=', personId)
      .where('sealed_reason', 'is not', null)
      .$narrowType<{ sealed_reason: Buffer }>()
      .execute();
    const open = (id: string, sealed: Buffer) =>
      this.tenantSeal.openForTenant(work.organizationId, alumniReason, id, sealed, work);
    return Promise.all(
      rows.map(async (row) => ({
        by: row.invited_by,
        reason: await open(row.id, row.sealed_reason),
        at: row.invited_at,
      })),
    );
  }

  /** Goes on with one that was paused for the episode, or invites. Returns whether an invitation waits now. */
  async afterCompletion(
    work: Work,
    personId: string,
    completion: { by: string; groupId: string | null; invite: boolean },
  ): Promise<boolean> {
    const known = await this.open(work, personId);
    if (known?.status === 'paused') {
      await this.setStatus(work, known.id, 'active');
      if (known.groupId) await this.resumeSeat(work, personId, known.groupId, completion.by);
      return false;
    }
    if (known) return known.status === 'invited';
    if (completion.invite) await this.invite(work, personId, { ...completion, reason: null });
    return completion.invite;
  }

  /** Ends whatever is open. Seats are the caller's to end. */
  async end(work: Work, personId: string): Promise<void> {
    await work.db
      .updateTable('alumni_membership')
      .set({ status: 'ended', ended_at: sql`now()` })
      .where('person_id', '=', personId)
      .where('status', 'in', ['invited', 'active', 'paused'])
      .execute();
  }

  async setStatus(work: Work, id: string, status: 'active' | 'declined'): Promise<void> {
    await work.db
      .updateTable('alumni_membership')
      .set({
        status,
        ...(status === 'active' && { active_since: sql`coalesce(active_since, now())` }),
        ...(status === 'declined' && { ended_at: sql`now()` }),
      })
      .where('id', '=', id)
      .execute();
  }

  /** A seat that was suspended for a new episode; one from which the person was ejected stays suspended. */
  private async resumeSeat(work: Work, personId: string, groupId: string, by: string): Promise<void> {
    await lockGroup(work, groupId);
    const group = await findGroup(work, groupId);
    const membership = await this.memberships.current(work, groupId, personId);
    if (membership?.status !== 'suspended') return;
    if ((await this.memberships.causeOf(work, membership)) !== 'readmitted') return;
    const status = (await hasAccepted(work, group, personId)) ? 'active' : 'agreement_pending';
    await this.memberships.change(work, group, membership, status, { by, cause: 'resumed' });
  }
}
