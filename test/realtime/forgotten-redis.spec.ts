import { startServer, type TestPerson, type TestServer, testRedisUrl } from '@homegroup/test-support';
import { Proxy } from '../chaos/proxy.js';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

let server: TestServer;
let link: Proxy;
let node: ServerProcess;

beforeAll(async () => {
  buildServer();
  server = await startServer({ redis: true });
  const redis = await Proxy.before(testRedisUrl());
  link = redis.link;
  node = await ServerProcess.beside(server, { REDIS_URL: redis.through });
});
afterAll(async () => {
  await node?.end('SIGKILL');
  await link?.stop();
  await server?.stop();
});

describe('a node whose connections to Redis were forgotten on the way', () => {
  it('hears of news all the same, makes them anew by itself, and knows again who is present', async () => {
    const [ana, ben] = [await server.people.addClient(), await server.people.addClient()];
    const room = await openRoom(server, [ana, ben]);
    const here = await LiveClient.connect(server, ana);
    const there = await connect(ben);
    await here.follow(room);
    await there.follow(room);
    await here.ask('presence:enter', { conversationId: room });
    await there.ask('presence:enter', { conversationId: room });
    const bothKnown = () => {
      const last = there.of('presence:changed').at(-1);
      return last?.state === 'known' && last.present.length === 2;
    };
    await there.until(bothKnown);

    link.forget();
    await there.holds(room, (await here.send(room, 'meanwhile')).seq);
    await node.until(() => node.linesOf('Doorbell').length > 0);
    await node.until(() => node.linesOf('Doorbell').length > 1);
    expect(node.linesOf('Doorbell')).toEqual([
      expect.stringMatching(/^Redis does not answer \(/),
      'Redis answers again',
    ]);
    await there.until(bothKnown);
    await here.holds(room, (await there.send(room, 'and after')).seq);
    await there.holds(room, (await here.send(room, 'both ways')).seq);
    here.close();
    there.close();
    expect(node.said).toEqual([]);
  });
});

async function connect(person: TestPerson): Promise<LiveClient> {
  return LiveClient.connectWith(node.url, person, (await server.openSession(person)).accessToken);
}
