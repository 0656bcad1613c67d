import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { Keyring } from '@homegroup/log';
import type { Notice } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';

const words = z.object({ reason: z.string(), text: z.string().nullable() });
const most = 100;

/** One's own notices, the newest first, at most a hundred. */
@Injectable()
export class ListNotices {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
  ) {}

  async execute(actor: Actor): Promise<Notice[]> {
    authorize(actor, 'me.notices');
    const rows = await this.unit.run(actor.organizationId, (work) =>
      work.db
        .selectFrom('notice as n')
        .leftJoin('conversation as c', 'c.id', 'n.conversation_id')
        .leftJoin('treatment_group as g', 'g.conversation_id', 'n.conversation_id')
        .leftJoin('person as o', (join) =>
          join.on(
            'o.id',
            '=',
            sql<string>`case when c.participant_id = ${actor.personId} then c.staff_id else c.participant_id end`,
          ),
        )
        .select([
          'n.id',
          'n.kind',
          'n.conversation_id',
          'n.sealed',
          'n.at',
          'n.until',
          'n.seen_at',
          sql<
            string | null
          >`coalesce(g.name, case when o.staff_role is not null then o.legal_name else o.display_name end)`.as(
            'title',
          ),
        ])
        .where('n.person_id', '=', actor.personId)
        .orderBy('n.at', 'desc')
        .orderBy('n.id')
        .limit(most)
        .execute(),
    );
    return Promise.all(
      rows.map(async (row) => {
        const text = await this.keyring.openForTenant(actor.organizationId, 'notice', row.id, row.sealed);
        return {
          id: row.id,
          kind: row.kind as Notice['kind'],
          conversationId: row.conversation_id,
          conversationTitle: row.title,
          ...words.parse(JSON.parse(text)),
          at: row.at.toISOString(),
          until: row.until?.toISOString() ?? null,
          seenAt: row.seen_at?.toISOString() ?? null,
        };
      }),
    );
  }
}
