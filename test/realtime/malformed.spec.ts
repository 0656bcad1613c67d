import { Metrics } from '@homegroup/metrics';
import { startServer, type TestServer } from '@homegroup/test-support';
import { BareSocket } from './bare-socket.js';
import { LogLines } from './read-log-lines.js';

const log = new LogLines();
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ logTo: log, environment: { LOG_LEVEL: 'info' } });
});
afterAll(() => server?.stop());

const counted = async (): Promise<number> => {
  const cuts = server.app
    .get(Metrics, { strict: false })
    .registry.getSingleMetric('homegroup_connections_cut_total');
  return (await cuts?.get())?.values.find(({ labels }) => labels.reason === 'malformed')?.value ?? 0;
};

describe('what are no packets', () => {
  it('ends its connections, is counted for each, and is said once', async () => {
    const { accessToken } = await server.openSession(await server.people.addClient());
    // The first two are none of Engine.IO's, the others none of Socket.IO's.
    const none = ['zzz', '9', '42["', '451-["x",{"_placeholder":true,"num":0}]x', '4zzz'];
    for (const signedIn of [false, true])
      for (const packet of none) {
        const socket = await BareSocket.open(server.url);
        const ended = socket.ended;
        if (signedIn) socket.text(`40${JSON.stringify({ token: accessToken })}`);
        socket.text(packet);
        await ended;
        socket.end();
      }
    expect(await counted()).toBe(2 * none.length);
    expect(log.faults).toEqual(['Malformed: A connection was ended: what it sent were no packets']);
    expect((await server.fetch('/api/health/live')).status).toBe(200);
  });
});
