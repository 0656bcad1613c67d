import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, type TestServer } from '@homegroup/test-support';
import { Balancer } from './balancer.js';
import { buildServer } from './built-server.js';
import { openRoom } from './open-room.js';
import { Screen } from './screen.js';
import { ServerProcess } from './server-process.js';

const people = 8;
let server: TestServer;
let balancer: Balancer;
const nodes: ServerProcess[] = [];
const screens: Screen[] = [];

beforeAll(async () => {
  buildServer();
  // This one only keeps the database and the keys: no client ever reaches it.
  server = await startServer({ redis: true });
  balancer = await Balancer.start();
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await Promise.all(nodes.map((node) => node.end('SIGKILL')));
  await balancer?.stop();
  await server?.stop();
});

const portOf = (node: ServerProcess) => Number(new URL(node.url).port);
async function until(holds: () => boolean, what: string): Promise<void> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > 60_000) throw new Error(`in vain: ${what}`);
    await sleep(20);
  }
}

async function start(): Promise<ServerProcess> {
  const node = await ServerProcess.beside(server, { DRAIN_ANNOUNCE_SECONDS: '1', DRAIN_SECONDS: '10' });
  nodes.push(node);
  balancer.targets = [...balancer.targets, portOf(node)];
  return node;
}

/** Whether "not ready" is heard before nothing is heard any more. */
async function becomesUnready(node: ServerProcess): Promise<boolean> {
  for (let status = 200; status === 200; ) {
    await sleep(20);
    status = await fetch(`${node.url}/api/health/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 503) return true;
  }
  return false;
}

/** Another process takes the node's place, as an upgrade does. @returns its code and how long it took to end. */
async function replace(
  node: ServerProcess,
): Promise<{ code: number | null; took: number; refused: boolean }> {
  const began = performance.now();
  const ended = node.end('SIGTERM');
  const refused = await becomesUnready(node);
  const code = await ended;
  const took = performance.now() - began;
  balancer.targets = balancer.targets.filter((port) => port !== portOf(node));
  await start();
  return { code, took, refused };
}

it('restarts both nodes one after another under a stream of messages: nothing lost, doubled or missing on a screen', async () => {
  const members = await Promise.all(Array.from({ length: people }, () => server.people.addClient()));
  const conversationId = await openRoom(server, members);
  const [first, second] = [await start(), await start()];
  for (const person of members) {
    const { accessToken } = await server.openSession(person);
    screens.push(new Screen(person, conversationId, balancer.url, accessToken));
  }
  await until(() => screens.every((screen) => screen.head > 0), 'everybody follows');
  const talk = setInterval(() => {
    for (const screen of screens.slice(0, people / 2)) screen.say();
  }, 25);

  await sleep(500);
  const one = await replace(first);
  await sleep(1500);
  const other = await replace(second);
  await sleep(1500);
  clearInterval(talk);
  await until(() => screens.every((screen) => screen.idle || screen.failed > 0), 'everything is sent');

  for (const { code, took, refused } of [one, other]) {
    expect(code).toBe(0);
    expect(took).toBeLessThan(9000);
    expect(refused).toBe(true);
  }
  const rows = await server.database.owner
    .selectFrom('log_event')
    .select(['seq', 'client_id', 'at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('seq')
    .execute();
  await until(() => screens.every((screen) => screen.head === rows.length), 'every screen is complete');
  const sent = screens.flatMap((screen) => screen.sent);
  const written = rows.flatMap((row) => row.client_id ?? []);
  expect(sent.length).toBeGreaterThan(100);
  expect([...written].sort()).toEqual([...sent].sort());
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  for (const screen of screens) {
    expect(screen.faults).toEqual([]);
    expect(screen.failed).toBe(0);
    const shown = screen.numbers;
    expect(shown).toEqual(rows.slice(rows.length - shown.length).map((row) => row.seq));
    // Both nodes went, so everybody moved, by themselves and quickly.
    expect(screen.absences.length).toBeGreaterThanOrEqual(1);
    expect(Math.max(...screen.absences)).toBeLessThan(5000);
  }
  // What a node took up before it went, it also acknowledged: what stayed unanswered was written only later, elsewhere.
  const at = new Map(rows.map((row) => [row.client_id, row.at.getTime()]));
  for (const { clientId, at: failedAt } of screens.flatMap((screen) => screen.unanswered))
    expect(at.get(clientId)).toBeGreaterThanOrEqual(failedAt);
});
