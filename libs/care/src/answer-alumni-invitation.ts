import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import {
  findPerson,
  lockGroup,
  lockPerson,
  Memberships,
  type PersonRecord,
  requireSeat,
} from '@homegroup/groups';
import { type Actor, authorize, EndAccess } from '@homegroup/identity';
import { HomegroupError, type OperationParsed, type Role } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AlumniMemberships, type AlumniRecord } from './alumni-memberships.js';

@Injectable()
export class AnswerAlumniInvitation {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly alumni: AlumniMemberships,
    private readonly memberships: Memberships,
    private readonly access: EndAccess,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Accepting makes an alumnus, and takes the seat in the alumni group if one is free; otherwise the invitation to the
   * group stays. Accepting twice changes nothing. Returns what the actor's role is from now on.
   * @throws not_found without an invitation; conflict while in treatment, or when it was answered otherwise
   */
  async execute(actor: Actor, input: OperationParsed<'me.answerAlumniInvitation'>): Promise<{ role: Role }> {
    authorize(actor, 'me.answerAlumniInvitation');
    const { answer } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      const person = await lockPerson(work, actor.personId);
      const invitation = await this.alumni.open(work, person.id);
      if (!invitation) throw new HomegroupError('not_found', 'There is no invitation that waits for you.');
      if (invitation.status !== 'invited') {
        if (answer === 'accept' && invitation.status === 'active') return { role: person.role };
        throw new HomegroupError('conflict', 'You have answered this invitation already.');
      }
      if (answer === 'accept' && person.client)
        throw new HomegroupError('conflict', 'This invitation is for after your treatment.');
      await this.alumni.setStatus(work, invitation.id, answer === 'accept' ? 'active' : 'declined');
      await this.settleSeat(work, await findPerson(work, person.id), invitation, answer);
      await this.access.accessChanged(work);
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'me.answerAlumniInvitation',
        objectType: 'person',
        objectId: actor.personId,
        outcome: 'allowed',
        detail: { answer },
      });
      return { role: (await findPerson(work, person.id)).role };
    });
  }

  private async settleSeat(
    work: Work,
    person: PersonRecord,
    invitation: AlumniRecord,
    answer: 'accept' | 'decline',
  ): Promise<void> {
    if (!invitation.groupId) return;
    const group = await lockGroup(work, invitation.groupId);
    const membership = await this.memberships.current(work, group.id, person.id);
    if (membership?.status !== 'invited') return;
    if (answer === 'decline') {
      await this.memberships.change(work, group, membership, 'ended', { by: person.id, cause: 'declined' });
      return;
    }
    try {
      await requireSeat(work, group, person);
    } catch (error) {
      if (error instanceof HomegroupError) return;
      throw error;
    }
    await this.memberships.change(work, group, membership, 'agreement_pending', { by: person.id });
  }
}
