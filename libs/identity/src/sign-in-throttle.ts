import { createHash } from 'node:crypto';
import { UnitOfWork, type Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';

const free = 5;
/** As many wrong passwords in a row as one address is ever granted; after that only a new link helps. */
export const mostFailures = 100;
/** Seconds. */
const longestDelay = 900;
const closed = 86_400;

const hashOf = (email: string): Buffer => createHash('sha256').update(email, 'utf8').digest();

/**
 * Counts wrong passwords per address, known or not, in the database and so across nodes and restarts. Five are
 * free, then each doubles the wait up to a quarter of an hour.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly unit: UnitOfWork) {}

  /**
   * Counts an attempt before the password is looked at, so that attempts at the same moment are not all free.
   * @throws too_many_requests with the seconds to wait; the password is then not looked at.
   */
  async admit(organizationId: string, email: string): Promise<void> {
    const retryAfter = await this.unit.run(organizationId, async (work) => {
      const counted = await work.db
        .insertInto('sign_in_failure')
        .values({
          organization_id: organizationId,
          email_hash: hashOf(email),
          failures: 1,
          last_at: sql`now()`,
          blocked_until: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['organization_id', 'email_hash'])
            .doUpdateSet({
              failures: sql`sign_in_failure.failures + 1`,
              last_at: sql`now()`,
              blocked_until: sql`case when sign_in_failure.failures + 1 < ${free} then null
                else now() + make_interval(secs => least(${longestDelay}, power(2, least(sign_in_failure.failures + 1 - ${free}, 20)))) end`,
            })
            .where(
              sql<boolean>`coalesce(sign_in_failure.blocked_until <= now(), true) and sign_in_failure.failures < ${mostFailures}`,
            ),
        )
        .returning('failures')
        .executeTakeFirst();
      if (counted) return null;
      const { rows } = await sql<{ wait: number }>`
        select case when failures >= ${mostFailures} then ${closed}
          else greatest(1, ceil(extract(epoch from blocked_until - now())))::int end as wait
        from sign_in_failure where email_hash = ${hashOf(email)}`.execute(work.db);
      return rows[0]?.wait ?? 1;
    });
    if (retryAfter !== null)
      throw new HomegroupError(
        'too_many_requests',
        'There were too many attempts. Wait a little, or ask your programme for a new link.',
        { retryAfter },
      );
  }

  /** The right password was given, or a new one was set by link: the count begins anew. */
  async forget(work: Work, email: string): Promise<void> {
    await work.db
      .updateTable('sign_in_failure')
      .set({ failures: 0, blocked_until: null })
      .where('email_hash', '=', hashOf(email))
      .execute();
  }
}
