import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { lockPerson, requireInSight } from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed, type PersonDetail } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AlumniMemberships } from './alumni-memberships.js';
import { personDetail } from './person-detail.js';
import { PersonHistory } from './person-history.js';

@Injectable()
export class InviteToAlumni {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly alumni: AlumniMemberships,
    private readonly history: PersonHistory,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Staff invite somebody whose treatment ended otherwise than by completing, or who declined before; the reason is
   * kept. @throws not_found; conflict for staff, during treatment or before any; already_exists for an alumnus or an invited person
   */
  async execute(actor: Actor, input: OperationParsed<'care.inviteToAlumni'>): Promise<PersonDetail> {
    authorize(actor, 'care.inviteToAlumni');
    const personId = input.params.id;
    return this.unit.run(actor.organizationId, async (work) => {
      await requireInSight(work, actor, personId);
      const person = await lockPerson(work, personId);
      if (person.staffRole !== null || person.client || person.disabled)
        throw new HomegroupError('conflict', 'Only somebody whose treatment has ended can be invited.');
      const last = await lastProgramme(work, personId);
      const known = await this.alumni.open(work, personId);
      if (known?.status === 'paused') await this.alumni.end(work, personId);
      else if (known)
        throw new HomegroupError('already_exists', 'This person is invited or an alumnus already.');
      await this.alumni.invite(work, personId, {
        by: actor.personId,
        groupId: last.alumni_group_id,
        reason: input.body.reason,
      });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.inviteToAlumni',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
        detail: { discharge: last.discharge_reason },
      });
      return personDetail(work, personId, await this.history.of(work, actor, personId));
    });
  }
}

async function lastProgramme(work: Work, personId: string) {
  const last = await work.db
    .selectFrom('episode as e')
    .innerJoin('programme as r', 'r.id', 'e.programme_id')
    .select(['r.alumni_group_id', 'e.discharge_reason'])
    .where('e.person_id', '=', personId)
    .where('e.status', '=', 'finished')
    .orderBy('e.finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) throw new HomegroupError('conflict', 'Only somebody whose treatment has ended can be invited.');
  return last;
}
