import { UnitOfWork } from '@homegroup/database';
import type { Me } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type Actor, authorize } from './actor.js';

@Injectable()
export class ShowMe {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<Me> {
    authorize(actor, 'me.show');
    return this.unit.run(actor.organizationId, async (work) => {
      const row = await work.db
        .selectFrom('person as p')
        .innerJoin('organization as o', 'o.id', 'p.organization_id')
        .select(['p.legal_name', 'p.display_name', 'p.email', 'o.name as organization', 'o.time_zone'])
        .where('p.id', '=', actor.personId)
        .executeTakeFirstOrThrow();
      const alumni = await work.db
        .selectFrom('alumni_membership as a')
        .leftJoin('treatment_group as g', 'g.id', 'a.group_id')
        .select(['a.status', 'a.invited_at', 'a.active_since', 'g.name as group_name'])
        .where('a.person_id', '=', actor.personId)
        .orderBy('a.invited_at', 'desc')
        .execute();
      const graduation = await work.db
        .selectFrom('episode as e')
        .select(sql<string>`to_char(e.finished_at at time zone ${row.time_zone}, 'YYYY-MM-DD')`.as('day'))
        .where('e.person_id', '=', actor.personId)
        .where('e.discharge_reason', '=', 'completed')
        .orderBy('e.finished_at', 'desc')
        .executeTakeFirst();
      const invited = alumni.find((each) => each.status === 'invited');
      const since = alumni.find((each) => each.active_since !== null)?.active_since;
      return {
        id: actor.personId,
        name: actor.name,
        legalName: row.legal_name,
        displayName: row.display_name,
        email: row.email,
        role: actor.role,
        organization: { id: actor.organizationId, name: row.organization, timeZone: row.time_zone },
        alumniInvitation: invited
          ? { invitedAt: invited.invited_at.toISOString(), groupName: invited.group_name }
          : null,
        alumnusSince: since?.toISOString() ?? null,
        graduatedOn: graduation?.day ?? null,
      };
    });
  }
}
