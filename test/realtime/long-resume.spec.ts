import { Metrics } from '@homegroup/metrics';
import { startServer, type TestServer } from '@homegroup/test-support';
import { sql } from 'kysely';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { LogLines } from './read-log-lines.js';

/** A million can be tried by hand: `LONG_RESUME=1000000`. */
const events = Number(process.env.LONG_RESUME ?? 100_000);
/** As many as one person may ask at once: each costs as much as four other events. */
const asks = 12;
/** Bytes that the process may grow by. Reading all would take ten times as much, for each who asks. */
const mostGrowth = 128 * 1024 * 1024;

const log = new LogLines();
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ logTo: log, environment: { LOG_LEVEL: 'info' } });
});
afterAll(() => server?.stop());

const counted = async (mode: string): Promise<number> => {
  const { registry } = server.app.get(Metrics, { strict: false });
  const values = (await registry.getSingleMetric('homegroup_followings_total')?.get())?.values ?? [];
  return values.find(({ labels }) => labels.mode === mode)?.value ?? 0;
};

describe(`a resume from the first of ${events} events`, () => {
  it('is answered with the newest, again and again, while others go on writing', async () => {
    const [ana, ben, carl] = [
      await server.people.addClient(),
      await server.people.addClient(),
      await server.people.addClient(),
    ];
    const room = await openRoom(server, [ana, ben, carl]);
    const { owner } = server.database;
    await sql`
      insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, at, membership_version)
      select c.id, c.head + n, c.organization_id, gen_random_uuid(), 'message:sent', ${ana.id}::uuid, gen_random_uuid(),
        now(), c.membership_version
      from conversation c, generate_series(1, ${events}::int) n where c.id = ${room}`.execute(owner);
    await sql`update conversation set head = head + ${events} where id = ${room}`.execute(owner);
    const [a, b, c] = [
      await LiveClient.connect(server, ana),
      await LiveClient.connect(server, ben),
      await LiveClient.connect(server, carl),
    ];
    const followed = await b.follow(room);
    if (followed.mode === 'refused') throw new Error('refused');
    const { epoch } = followed;
    await c.follow(room);
    const joined = 3;

    const before = process.memoryUsage().rss;
    for (let turn = 0; turn < asks; turn += 1) {
      const [answer, sent] = await Promise.all([
        a.follow(room, { epoch, seq: joined }),
        c.send(room, `meanwhile ${turn}`),
      ]);
      if (answer.mode !== 'snapshot') throw new Error(answer.mode);
      expect(answer.page.items.length).toBeLessThanOrEqual(50);
      expect(answer.page.position).toBeGreaterThanOrEqual(events);
      await b.holds(room, sent.seq);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(mostGrowth);
    expect(b.events(room)).toHaveLength(asks);
    expect(await counted('snapshot')).toBe(asks);
    expect(await counted('fresh')).toBe(2);
    expect(log.of('Resume')).toEqual([
      expect.stringMatching(/^Somebody resumed \d+ events back, and was given the newest instead of all$/),
    ]);
    for (const client of [a, b, c]) client.close();
  });
});
