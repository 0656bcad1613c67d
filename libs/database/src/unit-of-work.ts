import { Inject, Injectable } from '@nestjs/common';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { CommitUnanswered, isLost, isOutdatedPlan, isUnanswered } from './outage.js';
import type { DB } from './schema.js';

export const KYSELY = Symbol('kysely');

/** One transaction of one tenant. Row-level security admits that tenant's rows and no others. */
export interface Work {
  readonly organizationId: string;
  readonly db: Transaction<DB>;
  /** Whether all of it is found by index, however much there is: then plans are kept. See `keptAs`. */
  readonly lookups: boolean;
  /** Runs as the last statements of the transaction, in order: for what serialises others, such as the audit trail. */
  beforeCommit(action: () => Promise<void>): void;
  /** Runs after the commit, in order; never when the transaction is rolled back. Must not throw. */
  afterCommit(action: () => void): void;
}

/** The only way to the tables. The tenant is set inside the transaction and ends with it. */
@Injectable()
export class UnitOfWork {
  constructor(@Inject(KYSELY) private readonly kysely: Kysely<DB>) {}

  /**
   * @throws whatever `work` throws, after rolling back; the driver's error when Postgres cannot be reached; and
   * `CommitUnanswered` when it was lost so late that nobody knows whether the work was done.
   */
  run<T>(organizationId: string, work: (work: Work) => Promise<T>): Promise<T> {
    return this.transact(organizationId, false, work);
  }

  /** The same for what only looks up by index, and is asked for often. */
  async lookUp<T>(organizationId: string, work: (work: Work) => Promise<T>): Promise<T> {
    try {
      return await this.transact(organizationId, true, work);
    } catch (error) {
      // While servers are replaced one by one, the newest may have changed what was planned. Nothing was done: ask anew.
      if (!isOutdatedPlan(error)) throw error;
      return await this.transact(organizationId, false, work);
    }
  }

  /** Reads without a tenant; row-level security then hides every row but the directory's. */
  get directory(): Kysely<Pick<DB, 'organization_directory'>> {
    return this.kysely as unknown as Kysely<Pick<DB, 'organization_directory'>>;
  }

  private async transact<T>(
    organizationId: string,
    lookups: boolean,
    work: (work: Work) => Promise<T>,
  ): Promise<T> {
    const last: Array<() => Promise<void>> = [];
    const actions: Array<() => void> = [];
    const result = await this.kysely.connection().execute(async (connection) => {
      let committing = false;
      try {
        // Both in one round trip: every use case pays for it.
        await connection.executeQuery(CompiledQuery.raw(beginAs(organizationId, lookups)));
        const done = await work({
          organizationId,
          lookups,
          db: connection as unknown as Transaction<DB>,
          beforeCommit: (action) => void last.push(action),
          afterCommit: (action) => void actions.push(action),
        });
        for (const action of last) await action();
        committing = !lookups;
        await connection.executeQuery(CompiledQuery.raw('commit'));
        return done;
      } catch (error) {
        // A connection that broke needs no rollback, and its own error says less than the first. One that does not
        // answer would let its caller wait as long again; it is closed instead.
        if (!isUnanswered(error))
          await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
        throw committing && isLost(error) ? new CommitUnanswered(error) : error;
      }
    });
    for (const action of actions) action();
    return result;
  }
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const off = (...settings: string[]) =>
  settings.map((name) => `set_config('${name}', 'off', true)`).join(', ');
/** Nothing here gains by bitmaps; without statistics the planner chooses them and reads a whole conversation for a page. */
const usual = off('enable_bitmapscan');
/** A plan that is kept was perhaps made while there was next to nothing to scan: each row is found by index, on its own. */
const kept = `set_config('plan_cache_mode', 'force_generic_plan', true), ${off('enable_bitmapscan', 'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin')}`;

/** Two statements take no parameters, so what is not an identifier is refused here. */
function beginAs(organizationId: string, lookups: boolean): string {
  if (!uuid.test(organizationId)) throw new Error('An organization is named by a UUID.');
  return `begin; select set_config('app.organization_id', '${organizationId}', true), ${lookups ? kept : usual}`;
}
