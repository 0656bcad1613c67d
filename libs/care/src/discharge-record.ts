import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { GiveNotice } from '@homegroup/groups';
import { type Actor, EndAccess } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import type { DischargeReason } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { graduates } from './policies.js';

export interface Discharge {
  personId: string;
  episodeId: string;
  programme: string;
  reason: DischargeReason;
  note: string | null;
  ended: number;
  kept: number;
  alumniInvited: boolean;
}

/** What a discharge leaves behind: the team's words to a graduate, the entry in the trail, open connections that look again. */
@Injectable()
export class DischargeRecord {
  constructor(
    private readonly notice: GiveNotice,
    private readonly access: EndAccess,
    private readonly doorbell: Doorbell,
    private readonly audit: AuditTrail,
  ) {}

  async write(work: Work, actor: Actor, discharge: Discharge): Promise<void> {
    if (graduates(discharge.reason))
      await this.notice.within(work, {
        personId: discharge.personId,
        kind: 'graduated',
        reason: `You completed ${discharge.programme}.`,
        text: discharge.note,
      });
    await this.access.accessChanged(work);
    const { organizationId } = work;
    work.afterCommit(() => this.doorbell.ring({ kind: 'access', organizationId }));
    this.audit.append(work, {
      actorId: actor.personId,
      action: 'care.discharge',
      objectType: 'person',
      objectId: discharge.personId,
      outcome: 'allowed',
      detail: {
        episodeId: discharge.episodeId,
        reason: discharge.reason,
        ended: discharge.ended,
        kept: discharge.kept,
        alumniInvited: discharge.alumniInvited,
      },
    });
  }
}
