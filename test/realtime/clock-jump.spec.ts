import { join } from 'node:path';
import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import type { HomegroupError } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer, testPassword } from '@homegroup/test-support';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

const hour = 3_600_000;
const clock = join(__dirname, '../support/shifted-clock.cjs');

let steady: TestServer;
let node: ServerProcess;
let url: string;
let room: string;
let people: TestPerson[];
const clients: LiveClient[] = [];

beforeAll(async () => {
  buildServer();
  steady = await startServer();
  node = ServerProcess.start({ ...steady.environment, PORT: '0' }, ['--require', clock]);
  url = await node.listening();
  people = [
    await steady.people.addStaff('counselor'),
    await steady.people.addClient(),
    await steady.people.addClient(),
  ];
  room = await openRoom(steady, people);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await node?.end('SIGKILL');
  await steady?.stop();
});

async function connect(person: TestPerson): Promise<LiveClient> {
  const { accessToken } = await steady.openSession(person);
  const client = await LiveClient.connectWith(url, person, accessToken);
  clients.push(client);
  await client.follow(room);
  await client.ask('presence:enter', { conversationId: room });
  return client;
}

/** Sets the process's wall clock, and waits until it has been noticed. */
async function jump(shift: number): Promise<void> {
  const lines = node.linesOf('Clock').length;
  node.tell({ shift });
  await node.until(() => node.linesOf('Clock').length > lines);
}

const signIn = async () => {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: people[1]?.email, password: testPassword }),
  });
  const { accessToken } = (await response.json()) as { accessToken?: string };
  return { status: response.status, accessToken: accessToken ?? '' };
};
const meBy = async (at: string, token: string) =>
  (await fetch(`${at}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status;

describe('a node whose wall clock jumps', () => {
  it('goes on as if nothing had been: nobody is cut off, and nothing ends early or never', async () => {
    const [counselor, ana, ben] = people;
    if (!counselor || !ana || !ben) throw new Error('nobody');
    const [c, a, b] = [await connect(counselor), await connect(ana), await connect(ben)];
    const until = new Date(Date.now() + hour / 2);
    const mute = { conversationId: room, personId: ben.id, authorId: counselor.id, until, reason: 'heated' };
    await steady.app
      .get(UnitOfWork, { strict: false })
      .run(steady.organizationId, (work) =>
        steady.app.get(LogWriter, { strict: false }).muteMember(work, mute),
      );

    for (const [shift, words] of [
      [hour, '3600 s ahead of'],
      [-24 * hour, '86400 s behind'],
      [24 * hour, '86400 s ahead of'],
    ] as const) {
      await jump(shift);
      expect(node.linesOf('Clock').at(-1)).toContain(words);
      expect(await node.metric('homegroup_clock_offset_seconds')).toBeCloseTo(shift / 1000, -1);

      const { seq } = await a.send(room, 'still here');
      await Promise.all([c, b].map((each) => each.holds(room, seq)));
      const refused = await b.send(room, 'early').catch((error: HomegroupError) => error);
      expect(refused).toMatchObject({ code: 'muted' });
      // How long they still have to wait, of the half hour.
      const { retryAfter = 0 } = refused as HomegroupError;
      expect([retryAfter > 1200, retryAfter <= 1800]).toEqual([true, true]);
      expect(await b.codeOf('typing:set', { conversationId: room, typing: true })).toBe('muted');
      expect(await a.ask('presence:ask', { conversationIds: [room] })).toMatchObject({
        places: [{ state: 'known', present: [counselor.id, ana.id, ben.id].sort() }],
      });

      // A token of either node is good on both, and no longer than it should be.
      const { status, accessToken } = await signIn();
      expect(status).toBe(200);
      const elsewhere = (await steady.openSession(ana)).accessToken;
      for (const token of [accessToken, elsewhere])
        expect([await meBy(url, token), await meBy(steady.url, token)]).toEqual([200, 200]);
      const { exp } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
        exp: number;
      };
      expect(Math.abs(exp - Date.now() / 1000 - 300)).toBeLessThan(120);
      const again = await LiveClient.connectWith(url, ana, accessToken);
      again.close();
    }
    await jump(0);
    expect(node.linesOf('Clock').at(-1)).toBe('This machine’s clock agrees with the database’s again');
    expect([a, b, c].every((each) => each.socket.connected)).toBe(true);
    expect(node.linesOf('Clock')).toHaveLength(4);
    expect(node.faults).toHaveLength(3);
    expect(node.said).toEqual([]);
  });
});
