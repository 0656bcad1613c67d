import { UnitOfWork } from '@homegroup/database';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

/** Rows of each kind in one transaction, and transactions in one run: the rest waits for the next. */
const mostRows = 500;
const mostRounds = 40;

/** Removes links, signed-in devices and counts of wrong passwords that have been over for thirty days. */
@Injectable()
export class PurgeSpent {
  constructor(private readonly unit: UnitOfWork) {}

  /** Every node may run it at any time: one works, the others find the work taken. @returns how many rows went */
  async execute(organizationId: string): Promise<number> {
    let total = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const { rows } = await this.unit.run(organizationId, (work) =>
        sql<{ removed: number | null }>`select purge_spent(${mostRows}) as removed`.execute(work.db),
      );
      const removed = rows[0]?.removed ?? 0;
      total += removed;
      if (removed === 0) break;
    }
    return total;
  }
}
