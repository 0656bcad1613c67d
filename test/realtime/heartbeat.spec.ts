import { once } from 'node:events';
import type { TestPerson } from '@homegroup/test-support';
import { Connections } from '../../apps/server/src/live/connections.js';
import type { LiveClient } from './live-client.js';
import { StillSocket } from './still-socket.js';
import { TwoNodes } from './two-nodes.js';

let nodes: TwoNodes;
let [ana, ben, stranger]: TestPerson[] = [];
beforeAll(async () => {
  nodes = await TwoNodes.start();
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
  stranger = await nodes.a.people.addClient();
});
afterEach(() => nodes?.closeClients());
afterAll(() => nodes?.stop());

/** The pings and heads that come, until the second ping. */
const untilSecondPing = ({ socket }: LiveClient) =>
  new Promise<string[]>((resolve) => {
    const packets: string[] = [];
    socket.io.engine.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type === 'ping') packets.push(type);
      else if (String(data).includes('log:heads')) packets.push(String(data));
      if (packets.filter((packet) => packet === 'ping').length === 2) resolve(packets);
    });
  });

it('tells the heads of what one follows, to nobody else, each time it asks whether one is there, and lets go of who does not answer', async () => {
  if (!ana || !ben || !stranger) throw new Error('nobody is there');
  const room = await nodes.room(ana, ben);
  const { accessToken } = await nodes.a.openSession(ana);
  const silent = await StillSocket.follow(nodes.a.url, accessToken, room);
  const connections = nodes.a.app.get(Connections, { strict: false });
  const [id = ''] = connections.idsOf(ana.id);
  const standing = connections.get(id);
  if (!standing) throw new Error('nobody is connected');
  const left = once(standing, 'disconnect');
  const [peer, outsider] = [await nodes.connect('a', ben), await nodes.connect('a', stranger)];
  await peer.follow(room);
  const { seq } = await peer.send(room, 'Is anybody there?');

  const [toPeer, toOutsider] = await Promise.all([peer, outsider].map(untilSecondPing));
  const heads = `2${JSON.stringify(['log:heads', { heads: [[room, seq]] }])}`;
  // Never without heads: Engine.IO, whose own ping comes without, has nothing to ask whoever answers.
  expect(toPeer).toEqual([heads, 'ping', heads, 'ping']);
  expect(toOutsider).toEqual(['ping', 'ping']);
  expect((await left)[0]).toBe('ping timeout');
  expect([ana, ben, stranger].map((person) => connections.countOf(person.id))).toEqual([0, 1, 1]);
  silent.end();
});
