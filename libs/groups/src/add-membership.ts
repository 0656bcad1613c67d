import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { lockGroup } from './group-record.js';
import { type Membership, Memberships } from './memberships.js';
import { lockPerson } from './person-record.js';
import { requireEligible } from './policies.js';
import { requireSeat, seated } from './seats.js';

@Injectable()
export class AddMembership {
  constructor(
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Gives a client or alumnus a seat that waits for their acceptance of the agreement, as an import does: also in a
   * fixed group that has started. Somebody who is seated already stays as they are; an invitation becomes a seat.
   * @throws not_found; conflict for somebody whom the group is not for; group_full; name_taken
   */
  async within(
    work: Work,
    joining: { groupId: string; personId: string; by: string | null },
  ): Promise<{ membership: Membership; added: boolean }> {
    const person = await lockPerson(work, joining.personId);
    const group = await lockGroup(work, joining.groupId);
    const current = await this.memberships.current(work, group.id, person.id);
    if (current && (seated as readonly string[]).includes(current.status))
      return { membership: current, added: false };
    requireEligible(group.type, person);
    await requireSeat(work, group, person);
    const { by } = joining;
    const membership = current
      ? await this.memberships.change(work, group, current, 'agreement_pending', { by })
      : await this.memberships.open(
          work,
          { groupId: group.id, personId: person.id, status: 'agreement_pending' },
          { by },
        );
    this.audit.append(work, {
      actorId: by,
      action: 'groups.addMembership',
      objectType: 'group',
      objectId: group.id,
      outcome: 'allowed',
      detail: { personId: person.id, membershipId: membership.id },
    });
    return { membership, added: true };
  }
}
