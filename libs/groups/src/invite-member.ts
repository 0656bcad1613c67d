import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import { HomegroupError, type OperationParsed, type OperationResult } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { findGroup, type GroupRecord, lockGroup } from './group-record.js';
import { type Membership, Memberships, toMembershipResult } from './memberships.js';
import { requireInSight } from './people-in-sight.js';
import { lockPerson } from './person-record.js';
import { requireEligible, requireOpenForNewcomers, requireSteering } from './policies.js';

@Injectable()
export class InviteMember {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly memberships: Memberships,
    private readonly doorbell: Doorbell,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Offers a seat; taking it is `JoinGroup`. In a fixed group that has started one of its leaders may override with a
   * reason, also for somebody who was invited before it started.
   * @throws not_found, conflict, group_started, already_exists
   */
  async execute(
    actor: Actor,
    input: OperationParsed<'groups.invite'>,
  ): Promise<OperationResult<'groups.invite'>> {
    authorize(actor, 'groups.invite');
    return this.unit.run(actor.organizationId, async (work) => {
      requireSteering(actor, (await findGroup(work, input.params.id)).leaderIds);
      await requireInSight(work, actor, input.body.personId);
      const person = await lockPerson(work, input.body.personId);
      const group = await lockGroup(work, input.params.id);
      requireEligible(group.type, person);
      const overridden = requireOpenForNewcomers(group, {
        byLeader: group.leaderIds.includes(actor.personId),
        reason: input.body.overrideReason,
      });
      const current = await this.memberships.current(work, group.id, person.id);
      const by = { by: actor.personId, reason: overridden ? (input.body.overrideReason ?? null) : null };
      if (current && !(overridden && current.status === 'invited'))
        throw new HomegroupError('already_exists', 'This person is invited or a member already.');
      const membership = current
        ? await this.memberships.change(work, group, current, 'invited', by)
        : await this.memberships.open(
            work,
            { groupId: group.id, personId: person.id, status: 'invited' },
            by,
          );
      this.announce(work, group, membership, { by: actor.personId, overridden });
      return toMembershipResult(membership, group);
    });
  }

  /** For use cases that decided about the person already. An invitation or a seat that stands is left as it is. */
  async within(
    work: Work,
    invitation: { groupId: string; personId: string; by: string | null },
  ): Promise<Membership> {
    await lockPerson(work, invitation.personId);
    const group = await lockGroup(work, invitation.groupId);
    const current = await this.memberships.current(work, group.id, invitation.personId);
    if (current) return current;
    const membership = await this.memberships.open(
      work,
      { groupId: group.id, personId: invitation.personId, status: 'invited' },
      { by: invitation.by },
    );
    this.announce(work, group, membership, { by: invitation.by, overridden: false });
    return membership;
  }

  private announce(
    work: Work,
    group: GroupRecord,
    membership: Membership,
    how: { by: string | null; overridden: boolean },
  ): void {
    this.audit.append(work, {
      actorId: how.by,
      action: 'groups.invite',
      objectType: 'group',
      objectId: group.id,
      outcome: 'allowed',
      detail: { personId: membership.personId, membershipId: membership.id, overridden: how.overridden },
    });
    const { organizationId } = work;
    const { personId } = membership;
    work.afterCommit(() =>
      this.doorbell.ring({ kind: 'person', organizationId, personId, what: 'conversations' }),
    );
  }
}
