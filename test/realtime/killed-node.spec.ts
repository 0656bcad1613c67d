import { randomUUID } from 'node:crypto';
import { applyEvents, type Timeline } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

let server: TestServer;
let ana: TestPerson;
let ben: TestPerson;
const processes: ServerProcess[] = [];
const clients: LiveClient[] = [];

beforeAll(async () => {
  buildServer();
  server = await startServer({ redis: true });
  ana = await server.people.addClient();
  ben = await server.people.addClient();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(processes.splice(0).map((each) => each.end('SIGKILL')));
});
afterAll(() => server?.stop());

async function connect(url: string, person: TestPerson): Promise<LiveClient> {
  const { accessToken } = await server.openSession(person);
  const client = await LiveClient.connectWith(url, person, accessToken);
  clients.push(client);
  return client;
}
async function start(): Promise<ServerProcess> {
  const node = await ServerProcess.beside(server);
  processes.push(node);
  return node;
}

describe('a node that is killed', () => {
  it('loses and doubles nothing of what was acknowledged; its clients resume on another; presence leaves in time', async () => {
    const node = await start();
    const id = await openRoom(server, [ana, ben]);
    const [a, b] = [await connect(node.url, ana), await connect(server.url, ben)];
    const began = await a.follow(id);
    await b.follow(id);
    if (began.mode !== 'snapshot') throw new Error(began.mode);
    await a.ask('presence:enter', { conversationId: id });
    await b.until(() => b.of('presence:changed').at(-1)?.present.includes(ana.id) === true);

    const acknowledged = new Map<string, number>();
    const unanswered: string[] = [];
    let over = false;
    const flood = (async () => {
      while (!over) {
        const clientId = randomUUID();
        try {
          acknowledged.set(clientId, (await a.send(id, `said under ${clientId}`, clientId)).seq);
        } catch {
          unanswered.push(clientId);
          over = true;
        }
      }
    })();
    await b.until(() => b.events(id).length >= 20);
    const lost = new Promise((resolve) => a.socket.once('disconnect', resolve));
    await node.end('SIGKILL');
    await lost;
    over = true;
    a.close();
    const killedAt = performance.now();
    await Promise.race([flood, new Promise((resolve) => setTimeout(resolve, 500))]);

    const again = await connect(server.url, ana);
    const held = a.applied(id, began.page) as Timeline;
    const resumed = await again.follow(id, { epoch: began.epoch, seq: held.position });
    if (resumed.mode !== 'events') throw new Error(resumed.mode);
    const timeline = applyEvents(held, resumed.prev, resumed.events);
    const mine = new Map(
      (timeline?.items ?? []).flatMap((item) =>
        item.type === 'message' && item.clientId ? [[item.clientId, item.seq] as const] : [],
      ),
    );
    for (const [clientId, seq] of acknowledged) expect(mine.get(clientId)).toBe(seq);
    // The one without an answer is retried under its own identifier and stands there once.
    for (const clientId of unanswered) {
      const { seq } = await again.send(id, `said under ${clientId}`, clientId);
      if (mine.has(clientId)) expect(mine.get(clientId)).toBe(seq);
    }
    const last = (await again.send(id, 'and on')).seq;
    await b.holds(id, last);
    const numbers = b.events(id).map((event) => event.seq);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 3));

    const isGone = () => b.of('presence:changed').at(-1)?.present.includes(ana.id) === false;
    while (!isGone() && performance.now() - killedAt < 20_000)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isGone()).toBe(true);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
  });

  it('ends in order when it is asked to: clients see a transport that closed, and come back elsewhere', async () => {
    const node = await start();
    const a = await connect(node.url, ana);
    const reason = new Promise((resolve) => a.socket.once('disconnect', resolve));
    const code = node.end('SIGTERM');
    expect(await reason).toBe('transport close');
    await code;
    expect(node.running).toBe(false);
  });
});
