import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { startServer, type TestServer } from '@homegroup/test-support';
import { buildServer } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

/** As a Redis that only lets its own machine in says it to whoever comes from elsewhere, before it hangs up. */
const refusal =
  '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. ' +
  'In this mode connections are only accepted from the loopback interface. If you want to connect from external computers to ' +
  'Redis you may adopt one of the following solutions: 1) Just disable protected mode.\r\n';

let server: TestServer;
let refusing: Server;
let node: ServerProcess;

beforeAll(async () => {
  buildServer();
  server = await startServer();
  refusing = createServer((socket: Socket) => socket.on('error', () => socket.destroy()).end(refusal));
  await once(refusing.listen(0, '127.0.0.1'), 'listening');
  const { port } = refusing.address() as { port: number };
  node = await ServerProcess.beside(server, { REDIS_URL: `redis://127.0.0.1:${port}` });
});
afterAll(async () => {
  await node?.end('SIGKILL');
  refusing?.close();
  await server?.stop();
});

describe('a Redis that lets nobody in', () => {
  it('ends nothing, is one clear line of each part, and delays nobody on this node', async () => {
    const [ana, ben] = [await server.people.addClient(), await server.people.addClient()];
    const room = await openRoom(server, [ana, ben]);
    const [here, there] = await Promise.all(
      [ana, ben].map(async (person) =>
        LiveClient.connectWith(node.url, person, (await server.openSession(person)).accessToken),
      ),
    );
    if (!here || !there) throw new Error('nobody');
    await here.follow(room);
    await there.follow(room);
    await there.holds(room, (await here.send(room, 'all the same')).seq);
    await node.until(() => node.linesOf('Doorbell').length > 0 && node.linesOf('Presence').length > 0);
    expect(node.linesOf('Doorbell')).toEqual([
      expect.stringMatching(
        /^Redis does not answer \([^)]{1,140}\); other nodes learn of news within a second/,
      ),
    ]);
    expect(node.linesOf('Presence')).toEqual([
      expect.stringMatching(/^Redis does not answer \([^)]{1,140}\); presence is unknown meanwhile$/),
    ]);
    expect(node.faults.join()).not.toMatch(/Cannot read|undefined/);
    expect(await node.metric('homegroup_redis_up')).toBe(0);
    here.close();
    there.close();
    expect(node.said).toEqual([]);
  });
});
