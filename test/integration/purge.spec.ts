import { randomBytes } from 'node:crypto';
import { PurgeSpent } from '@homegroup/identity';
import { startServer, type TestServer } from '@homegroup/test-support';
import { sql } from 'kysely';
import { Upkeep } from '../../apps/server/src/upkeep/upkeep.js';

const ago = (days: number) => sql<Date>`now() - ${days} * interval '1 day'`;

describe('what is over for thirty days', () => {
  let server: TestServer;
  let elsewhere: string;
  beforeAll(async () => {
    server = await startServer();
    elsewhere = await server.addOrganization('elsewhere', 'Elsewhere');
  });
  afterAll(() => server.stop());

  const left = async () => {
    const { rows } = await sql<{ name: string; n: number }>`
      select 'invitation' as name, count(*) as n from invitation union all
      select 'device', count(*) from session_family union all
      select 'token', count(*) from refresh_token union all
      select 'failure', count(*) from sign_in_failure`.execute(server.database.owner);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  };

  const furnish = async (organizationId: string, days: number, failures: number, count: number) => {
    const { owner } = server.database;
    const row = { organization_id: organizationId };
    const person = await owner
      .insertInto('person')
      .values({
        ...row,
        email: `${randomBytes(6).toString('hex')}@example.org`,
        legal_name: 'P',
        display_name: 'P',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (let n = 0; n < count; n += 1) {
      await owner
        .insertInto('invitation')
        .values({
          ...row,
          person_id: person.id,
          purpose: 'join',
          token_hash: randomBytes(32),
          expires_at: ago(days),
        })
        .execute();
      const family = await owner
        .insertInto('session_family')
        .values({ ...row, person_id: person.id, expires_at: ago(days) })
        .returning('id')
        .executeTakeFirstOrThrow();
      await owner
        .insertInto('refresh_token')
        .values({ ...row, id: sql`gen_random_uuid()`, family_id: family.id, secret_hash: randomBytes(32) })
        .execute();
      await owner
        .insertInto('sign_in_failure')
        .values({ ...row, email_hash: randomBytes(32), failures, last_at: ago(days) })
        .execute();
    }
  };

  it('is removed by the server, in steps, and nothing else is', async () => {
    await furnish(server.organizationId, 31, 3, 7);
    await furnish(elsewhere, 31, 3, 2);
    await furnish(server.organizationId, 29, 3, 1);
    // Closed for good: it stays closed.
    await furnish(server.organizationId, 400, 100, 1);
    expect(await left()).toEqual({ invitation: 11, device: 11, token: 11, failure: 11 });

    const { app } = server;
    expect(await app.get(PurgeSpent, { strict: false }).execute(server.organizationId)).toBe(8 * 3 + 7);
    expect(await left()).toEqual({ invitation: 3, device: 3, token: 3, failure: 4 });
    await app.get(Upkeep, { strict: false }).run();
    expect(await left()).toEqual({ invitation: 1, device: 1, token: 1, failure: 2 });
  });

  it('is removed a bounded number at a time', async () => {
    await furnish(server.organizationId, 31, 3, 3);
    const removed = await server.database.owner.transaction().execute(async (db) => {
      await sql`select set_config('app.organization_id', ${server.organizationId}, true)`.execute(db);
      const { rows } = await sql<{ n: number }>`select purge_spent(2) as n`.execute(db);
      return rows[0]?.n;
    });
    // Two links, two refresh tokens with their devices, two counts.
    expect(removed).toBe(8);
    expect(await server.app.get(PurgeSpent, { strict: false }).execute(server.organizationId)).toBe(4);
  });

  it('waits while another node is at it, and harms no organization that is not named', async () => {
    await furnish(server.organizationId, 31, 3, 1);
    const purge = server.app.get(PurgeSpent, { strict: false });
    await server.database.owner.transaction().execute(async (db) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('homegroup purge ' || ${server.organizationId}::uuid, 0))`.execute(
        db,
      );
      expect(await purge.execute(server.organizationId)).toBe(0);
    });
    const { rows } = await sql<{ n: number | null }>`select purge_spent(10) as n`.execute(
      server.database.owner,
    );
    expect(rows[0]?.n).toBeNull();
    expect(await purge.execute(server.organizationId)).toBe(4);
  });
});
