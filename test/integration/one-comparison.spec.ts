import { POOL } from '@homegroup/database';
import type { TestPerson } from '@homegroup/test-support';
import { sql } from 'kysely';
import type pg from 'pg';
import { type CareHouse, startHouse } from './care-house.js';

interface Comparison {
  epoch: string;
  access: number;
  heads: Array<[string, number, number]>;
  due: number | null;
  changes: Array<[string, string, string]>;
}

/** What a node asks each second, beside what servers of the version before ask for the same. */
describe('one comparison', () => {
  let house: CareHouse;
  let client: TestPerson;
  let conversations: string[];
  let direct: string;

  beforeAll(async () => {
    house = await startHouse();
    client = await house.people.addClient({ counselor: house.counselor });
    const group = await house.group();
    await house.seat(group, client);
    await house.send(client, group.conversationId, 'a word');
    const { id: thread } = await house.as(client, 'direct.open', { body: { personId: house.counselor.id } });
    conversations = [group.conversationId, thread];
    const successor = await house.people.addStaff('counselor');
    await house.as(house.supervisor, 'care.changeTeam', {
      params: { id: client.id },
      body: {
        primaryCounselorId: successor.id,
        team: [],
        reason: 'moves away',
      },
    });
    direct = (await house.as(client, 'direct.open', { body: { personId: successor.id } })).id;
  });
  afterAll(() => house?.server.stop());

  /** All in one snapshot, and with one "now". */
  const ask = async (organizationId: string) => {
    const connection = await house.server.app.get<pg.Pool>(POOL, { strict: false }).connect();
    const rows = async <T extends pg.QueryResultRow>(text: string, ...values: unknown[]) =>
      (await connection.query<T>(text, values)).rows;
    try {
      await connection.query('begin isolation level repeatable read');
      const [answer] = await rows<{ said: Comparison | null }>(
        'select read_comparison($1, $2::uuid[]) said',
        organizationId,
        conversations,
      );
      const heads = await rows<{
        conversation_id: string | null;
        head: number;
        membership_version: number;
        epoch: string;
        access: number;
      }>('select * from read_heads($1, $2::uuid[])', organizationId, conversations);
      const changes = await rows<{ cause: string; person_id: string; what: string }>(
        'select * from read_person_news($1)',
        organizationId,
      );
      const expired = await rows('select * from read_expired($1)', organizationId);
      return { said: answer?.said ?? null, heads, changes, expired };
    } finally {
      await connection.query('rollback');
      connection.release();
    }
  };
  const expire = (when: ReturnType<typeof sql>) =>
    sql`update conversation_member set expires_at = ${when} where conversation_id = ${direct} and person_id = ${client.id}`.execute(
      house.owner,
    );

  it('says what three statements said', async () => {
    const { said, heads, changes } = await ask(client.organizationId);
    expect(said).toMatchObject({ epoch: heads[0]?.epoch, access: heads[0]?.access, due: null });
    expect(said?.heads.map(String).sort()).toEqual(
      heads.map((row) => String([row.conversation_id, row.head, row.membership_version])).sort(),
    );
    expect(said?.heads).toHaveLength(2);
    expect(said?.changes.map(String).sort()).toEqual(
      changes.map((row) => String([row.cause, row.person_id, row.what])).sort(),
    );
    // Joining, leaving, a period in a group, and a team that one joined and one left: nothing was compared with nothing.
    const causes = said?.changes.map(([cause]) => cause.replace(/[0-9a-f-]{36}/g, '')) ?? [];
    expect([...new Set(causes)].sort()).toEqual(['', ':began:', ':ended:', ':joined', ':left']);
  });

  it('says when the next agreed time is over, before it is and after', async () => {
    await expire(sql`clock_timestamp() + interval '1 hour'`);
    const before = await ask(client.organizationId);
    expect(before.said?.due).toBeGreaterThan(3_500_000);
    expect(before.said?.due).toBeLessThanOrEqual(3_600_000);
    expect(before.expired).toEqual([]);
    // Nobody is connected, so that no node ends it.
    await expire(sql`clock_timestamp() - interval '1 minute'`);
    const after = await ask(client.organizationId);
    expect(after.said?.due).toBeLessThanOrEqual(-60_000);
    expect(after.expired).toHaveLength(1);
  });

  it('says nothing of another organization, nor of one that is not', async () => {
    const { said } = await ask(house.stranger.organizationId);
    expect(said).toMatchObject({ heads: [], due: null, changes: [] });
    expect((await ask('00000000-0000-4000-8000-000000000000')).said).toBeNull();
  });
});
