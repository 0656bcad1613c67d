import { randomUUID } from 'node:crypto';
import { Metrics } from '@homegroup/metrics';
import { SmallDisk, startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { LogLines } from './read-log-lines.js';

const log = new LogLines();
let server: TestServer;
let disk: SmallDisk;
let room: string;
let [a, b]: LiveClient[] = [];

beforeAll(async () => {
  server = await startServer({ logTo: log, environment: { LOG_LEVEL: 'info' } });
  disk = await SmallDisk.under(server.database.owner);
  const people: TestPerson[] = [await server.people.addClient(), await server.people.addClient()];
  room = await openRoom(server, people);
  const clients = await Promise.all(people.map((person) => LiveClient.connect(server, person)));
  await Promise.all(clients.map((client) => client.follow(room)));
  [a, b] = clients;
});
afterAll(async () => {
  a?.close();
  b?.close();
  await server?.stop();
  await disk?.remove();
});

const metric = async (name: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
  const found = await server.app.get(Metrics, { strict: false }).registry.getSingleMetric(name)?.get();
  return found?.values.find((each) => Object.entries(labels).every(([key, of]) => each.labels[key] === of))
    ?.value;
};
const standing = async () => {
  const { owner } = server.database;
  const { head } = await owner
    .selectFrom('conversation')
    .select('head')
    .where('id', '=', room)
    .executeTakeFirstOrThrow();
  const { rows } = await owner
    .selectFrom('log_event')
    .select((eb) => [eb.fn.countAll<number>().as('rows')])
    .where('conversation_id', '=', room)
    .executeTakeFirstOrThrow();
  return { head, rows };
};
const words = 'persephone '.repeat(300);

describe('a disk of Postgres that is full', () => {
  it('costs no message: nothing is half written, it is said once, and all goes on when there is room', async () => {
    if (!a || !b) throw new Error('nobody');
    await a.send(room, 'while there is room');
    await disk.fill();

    // What stood free in the last page takes a few more.
    let last = { clientId: '', body: '' };
    let code = 'ok';
    for (let n = 0; n < 50 && code === 'ok'; n += 1) {
      last = { clientId: randomUUID(), body: `${words}${n}` };
      code = await a.codeOf('message:send', { conversationId: room, ...last });
    }
    expect(code).toBe('try_again');
    for (let tries = 0; tries < 3; tries += 1)
      expect(await a.codeOf('message:send', { conversationId: room, ...last })).toBe('try_again');
    const { head, rows } = await standing();
    expect(rows).toBe(head);
    await b.holds(room, head);
    expect(b.events(room).map(({ seq }) => seq)).toEqual(a.events(room).map(({ seq }) => seq));

    // Not going away: no other node would be better off, and connections are worth keeping.
    expect((await server.fetch('/api/health/ready')).status).toBe(200);
    expect(log.of('Database')).toEqual([
      'Postgres has no room on its disk (53100). Nothing is accepted meanwhile; clients keep what they wrote. Make room there; nothing has to be restarted',
    ]);
    // Four batches failed, and it is said once.
    expect(log.faults).toEqual([expect.stringMatching(/^Database: Postgres has no room/)]);
    expect(await metric('homegroup_database_refusals_total', { cause: 'disk_full' })).toBeGreaterThan(3);
    expect(await metric('homegroup_database_full')).toBe(1);

    await disk.free();
    const { seq } = await a.send(room, last.body, last.clientId);
    expect(seq).toBe(head + 1);
    expect(await a.send(room, last.body, last.clientId)).toMatchObject({ seq });
    await Promise.all([a, b].map((client) => client.holds(room, seq)));
    while (log.of('Database').length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log.of('Database')[1]).toMatch(/^Postgres writes again, after \d+ s$/);
    expect(await metric('homegroup_database_full')).toBe(0);
    expect(log.text).not.toContain('persephone');
    expect(await standing()).toEqual({ head: seq, rows: seq });
  });
});
