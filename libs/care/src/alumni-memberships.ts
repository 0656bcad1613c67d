import type { Work } from '@homegroup/database';
import { findGroup, hasAccepted, InviteMember, lockGroup, Memberships } from '@homegroup/groups';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

export interface AlumniRecord {
  id: string;
  status: string;
  groupId: string | null;
}

/** The alumni membership and its seat in the alumni group. The caller holds the person's lock. */
@Injectable()
export class AlumniMemberships {
  constructor(
    private readonly memberships: Memberships,
    private readonly invitations: InviteMember,
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
    await work.db
      .insertInto('alumni_membership')
      .values({
        organization_id: work.organizationId,
        person_id: personId,
        status: 'invited',
        group_id: invitation.groupId,
        invited_by: invitation.by,
        invited_reason: invitation.reason,
      })
      .execute();
    if (invitation.groupId)
      await this.invitations.within(work, { groupId: invitation.groupId, personId, by: invitation.by });
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
    if ((await this.memberships.reasonOf(work, membership)) !== readmitted) return;
    const status = (await hasAccepted(work, group, personId)) ? 'active' : 'agreement_pending';
    await this.memberships.change(work, group, membership, status, { by, reason: 'completed' });
  }
}

/** Why a seat in an alumni group is suspended while its owner is in treatment again. */
export const readmitted = 'readmitted';
