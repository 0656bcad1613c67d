import type { Work } from '@homegroup/database';
import {
  DirectAccess,
  lockConversations,
  lockGroups,
  type Membership,
  Memberships,
  seated,
} from '@homegroup/groups';
import type { DischargeReason, MembershipStatus } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { endsAtDischarge } from './policies.js';

interface HeldSeat {
  membership: Membership;
  groupName: string;
  groupType: string;
  conversationId: string;
}

/** Everything live of one person, locked: their seats and invitations, and their direct conversations. */
export interface Held {
  personId: string;
  seats: HeldSeat[];
  directStaffIds: string[];
}

/** Ends what a discharge ends. The caller holds the person's lock. */
@Injectable()
export class EndSeats {
  constructor(
    private readonly memberships: Memberships,
    private readonly direct: DirectAccess,
  ) {}

  /** Takes every lock that ending can need, in the order that all take them: groups, then conversations. */
  async hold(work: Work, personId: string): Promise<Held> {
    const rows = await work.db
      .selectFrom('group_membership as m')
      .innerJoin('treatment_group as g', 'g.id', 'm.group_id')
      .select(['m.id', 'm.status', 'g.id as groupId', 'g.name', 'g.type', 'g.conversation_id'])
      .where('m.person_id', '=', personId)
      .where('m.status', '<>', 'ended')
      .orderBy('g.name')
      .execute();
    const direct = await work.db
      .selectFrom('conversation')
      .select(['id', 'staff_id'])
      .where('participant_id', '=', personId)
      .orderBy('id')
      .execute();
    await lockGroups(
      work,
      rows.map((row) => row.groupId),
    );
    await lockConversations(work, [
      ...rows.map((row) => row.conversation_id),
      ...direct.map((row) => row.id),
    ]);
    return {
      personId,
      seats: rows.map((row) => ({
        membership: {
          id: row.id,
          groupId: row.groupId,
          personId,
          status: row.status as MembershipStatus,
        },
        groupName: row.name,
        groupType: row.type,
        conversationId: row.conversation_id,
      })),
      directStaffIds: direct.flatMap((row) => row.staff_id ?? []),
    };
  }

  /** The names of the groups in which a seat ended, and of those in which one stays. */
  async end(
    work: Work,
    held: Held,
    how: { by: string; reason: DischargeReason; endsAtCompletion: readonly string[] },
  ): Promise<{ ended: string[]; kept: string[] }> {
    const ended: string[] = [];
    const kept: string[] = [];
    for (const seat of held.seats) {
      const sits = (seated as readonly string[]).includes(seat.membership.status);
      if (endsAtDischarge(seat, how.reason, how.endsAtCompletion)) {
        await this.memberships.change(work, seat, seat.membership, 'ended', {
          by: how.by,
          cause: 'discharged',
        });
        if (sits) ended.push(seat.groupName);
      } else if (sits) kept.push(seat.groupName);
    }
    return { ended, kept };
  }

  /** Opens or closes the direct conversations by what holds now: care team, or continuing contact. */
  async settleDirect(work: Work, held: Held): Promise<void> {
    for (const staffId of held.directStaffIds) await this.direct.sync(work, held.personId, staffId);
  }
}
