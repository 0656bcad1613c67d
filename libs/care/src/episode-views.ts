import type { Work } from '@homegroup/database';
import type { EpisodeView } from '@homegroup/protocol';

/** All episodes of a person, the newest first. */
export async function episodesOf(work: Work, personId: string): Promise<EpisodeView[]> {
  const rows = await work.db
    .selectFrom('episode as e')
    .innerJoin('programme as r', 'r.id', 'e.programme_id')
    .select([
      'e.id',
      'e.programme_id',
      'r.name',
      'e.level_of_care',
      'e.status',
      'e.started_on',
      'e.finished_at',
      'e.discharge_reason',
    ])
    .where('e.person_id', '=', personId)
    .orderBy('e.created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    programmeId: row.programme_id,
    programme: row.name,
    levelOfCare: row.level_of_care as EpisodeView['levelOfCare'],
    status: row.status as EpisodeView['status'],
    startedOn: row.started_on,
    finishedAt: row.finished_at?.toISOString() ?? null,
    dischargeReason: row.discharge_reason as EpisodeView['dischargeReason'],
  }));
}
