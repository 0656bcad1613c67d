import { randomUUID } from 'node:crypto';
import { startServer, type TestServer } from '@homegroup/test-support';
import { Proxy } from '../chaos/proxy.js';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

let besides: TestServer;
let link: Proxy;
let node: ServerProcess;

beforeAll(async () => {
  buildServer();
  besides = await startServer();
  const database = await Proxy.before(besides.database.appUrl);
  link = database.link;
  node = await ServerProcess.beside(besides, { DATABASE_APP_URL: database.through });
});
afterAll(async () => {
  await node?.end('SIGKILL');
  await link?.stop();
  await besides?.stop();
});

describe('a server all of whose connections to Postgres were forgotten on the way', () => {
  it('finds out by itself, answers "try again" before anybody gives up, and goes on', async () => {
    const [ana, ben] = [await besides.people.addClient(), await besides.people.addClient()];
    const room = await openRoom(besides, [ana, ben]);
    const at = async (person: typeof ana) =>
      LiveClient.connectWith(node.url, person, (await besides.openSession(person)).accessToken);
    const [a, b] = [await at(ana), await at(ben)];
    await a.follow(room);
    await b.follow(room);
    await b.holds(room, (await a.send(room, 'before')).seq);
    const before = node.faults.length;

    link.forget();
    const draft = { conversationId: room, clientId: randomUUID(), body: 'and on' };
    expect(await a.codeOf('message:send', draft)).toBe('try_again');
    const { seq } = await a.send(room, draft.body, draft.clientId);
    await b.holds(room, seq);
    // Which of the two depends on who asked first.
    await node.until(() => node.faults.length > before);
    expect(node.faults.slice(before)).toEqual([
      expect.stringMatching(
        /^Database: (A connection to Postgres broke; Postgres answers|Postgres does not answer)/,
      ),
    ]);
    expect(node.said).toEqual([]);
    a.close();
    b.close();
  });
});
