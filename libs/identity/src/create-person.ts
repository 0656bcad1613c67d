import { AuditTrail } from '@homegroup/audit';
import type { Work } from '@homegroup/database';
import { HomegroupError, type StaffRole } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

export interface NewPerson {
  legalName: string;
  /** Peers see it; staff appear under their real name. */
  displayName: string;
  /** In lower case. */
  email: string;
  /** Null for a client or alumnus, whose role follows from their record. */
  staffRole: StaffRole | null;
  /** `YYYY-MM-DD` */
  credentialExpiresOn?: string | null;
  /** The roster's own key of a person. */
  handle?: string | null;
}

@Injectable()
export class CreatePerson {
  constructor(private readonly audit: AuditTrail) {}

  /**
   * An account that nobody can sign in to until an invitation is used. The caller has decided that it may be done;
   * `actorId` is null for the command line. @throws already_exists when the address or the handle is in use
   */
  async within(work: Work, actorId: string | null, person: NewPerson): Promise<string> {
    const created = await work.db
      .insertInto('person')
      .values({
        organization_id: work.organizationId,
        email: person.email,
        legal_name: person.legalName,
        display_name: person.staffRole ? person.legalName : person.displayName,
        staff_role: person.staffRole,
        handle: person.handle ?? null,
        credential_expires_on: person.credentialExpiresOn ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!created)
      throw new HomegroupError('already_exists', 'There is already an account with this e-mail address.');
    this.audit.append(work, {
      actorId,
      action: 'people.add',
      objectType: 'person',
      objectId: created.id,
      outcome: 'allowed',
      detail: { staffRole: person.staffRole },
    });
    return created.id;
  }
}
