import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import type { ProgrammeView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

@Injectable()
export class ListProgrammes {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<ProgrammeView[]> {
    authorize(actor, 'programmes.list');
    const rows = await this.unit.run(actor.organizationId, (work) =>
      work.db
        .selectFrom('programme as r')
        .selectAll('r')
        .select(
          sql<number>`(select count(*)::int from episode e where e.programme_id = r.id and e.status in ('active','onhold'))`.as(
            'clients',
          ),
        )
        .orderBy('r.name')
        .execute(),
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      levelOfCare: row.level_of_care as ProgrammeView['levelOfCare'],
      weeklyHours: { from: row.weekly_hours_from, to: row.weekly_hours_to },
      plannedWeeks: row.planned_weeks,
      endsAtCompletion: row.ends_at_completion,
      alumniGroupId: row.alumni_group_id,
      activeClients: row.clients,
    }));
  }
}
