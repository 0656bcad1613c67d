import { POOL } from '@homegroup/database';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';

export interface PersonChange {
  personId: string;
  what: 'conversations' | 'notices';
}

/**
 * What changed for people lately, as the tables say: what a lost ring of kind `person` would have told. Each change is
 * reported once by each node, so somebody whose ring was heard is told a second time, which costs a look.
 */
@Injectable()
export class PersonWatch {
  private readonly reported = new Map<string, Set<string>>();

  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  /** Changes of the last 30 seconds that were not reported yet. @throws what the driver throws */
  async fresh(organizationId: string): Promise<PersonChange[]> {
    const { rows } = await this.pool.query<{ cause: string; person_id: string; what: PersonChange['what'] }>({
      name: 'read-person-news',
      text: 'select * from read_person_news($1)',
      values: [organizationId],
    });
    const before = this.reported.get(organizationId);
    this.reported.set(organizationId, new Set(rows.map((row) => row.cause)));
    const changes = rows.filter((row) => !before?.has(row.cause));
    const once = new Map(changes.map((row) => [`${row.person_id}:${row.what}`, row]));
    return [...once.values()].map((row) => ({ personId: row.person_id, what: row.what }));
  }

  forget(organizationId: string): void {
    this.reported.delete(organizationId);
  }
}
