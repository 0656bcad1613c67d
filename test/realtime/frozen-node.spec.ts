import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

let server: TestServer;
let node: ServerProcess;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  buildServer();
  server = await startServer({ redis: true });
  node = await ServerProcess.beside(server);
  ana = await server.people.addClient();
  ben = await server.people.addClient();
});
afterAll(async () => {
  node?.signal('SIGCONT');
  await node?.end('SIGKILL');
  await server?.stop();
});

async function remove(conversationId: string, person: TestPerson): Promise<void> {
  const writer = server.app.get(LogWriter, { strict: false });
  await server.app
    .get(UnitOfWork, { strict: false })
    .run(server.organizationId, (work) =>
      writer.closeInterval(work, { conversationId, personId: person.id, authorId: null }),
    );
}

const familyOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { fam: string }).fam;

/** Ana follows on a node that then freezes, while Ben speaks elsewhere and `act` ends something of hers. */
async function thawAfter(act: (room: string, familyId: string) => Promise<void>) {
  const id = await openRoom(server, [ana, ben]);
  const session = await server.openSession(ana);
  const a = await LiveClient.connectWith(node.url, ana, session.accessToken);
  const b = await LiveClient.connect(server, ben);
  await a.follow(id);
  await b.follow(id);
  const first = await b.send(id, 'before');
  await a.holds(id, first.seq);

  node.signal('SIGSTOP');
  try {
    for (let said = 0; said < 5; said += 1) await b.send(id, `while it is frozen ${said}`);
    await act(id, familyOf(session.accessToken));
    await sleep(2300);
  } finally {
    node.signal('SIGCONT');
  }
  // Nothing that came before is read yet: this turn of the event loop is not over.
  const before = a.received.length;
  await sleep(3000);
  a.close();
  b.close();
  return a.received.slice(before).map(({ event }) => event);
}

describe('I6: a node that was frozen while access ended', () => {
  it('pushes nothing more to who signed out meanwhile', async () => {
    const events = await thawAfter(async (_room, familyId) => {
      await (await server.call(ana))('session.end', { params: { id: familyId } });
    });
    expect(events.filter((event) => event !== 'session:ended')).toEqual([]);
  });

  it('pushes nothing more to who was removed meanwhile', async () => {
    const events = await thawAfter((id) => remove(id, ana));
    expect(events.filter((event) => event === 'log:events' || event === 'presence:changed')).toEqual([]);
    expect(events).toContain('conversation:closed');
  });
});
