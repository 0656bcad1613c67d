import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

@Injectable()
export class SeeNotice {
  constructor(private readonly unit: UnitOfWork) {}

  /** The first time counts. @throws not_found for anybody else's notice */
  async execute(actor: Actor, input: OperationParsed<'me.seeNotice'>): Promise<Record<string, never>> {
    authorize(actor, 'me.seeNotice');
    return this.unit.run(actor.organizationId, async (work) => {
      const seen = await work.db
        .updateTable('notice')
        .set({ seen_at: sql`coalesce(seen_at, now())` })
        .where('id', '=', input.params.id)
        .where('person_id', '=', actor.personId)
        .returning('id')
        .executeTakeFirst();
      if (!seen) throw new HomegroupError('not_found', 'There is no such notice.');
      return {};
    });
  }
}
