import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { startServer, type TestServer } from '@homegroup/test-support';
import { buildServer, builtProbe } from './built-server.js';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';
import { ServerProcess } from './server-process.js';

let besides: TestServer;
const started: ServerProcess[] = [];
const open: Server[] = [];

beforeAll(async () => {
  buildServer();
  besides = await startServer();
});
afterEach(async () => {
  for (const each of started.splice(0)) await each.end('SIGKILL');
  for (const each of open.splice(0)) each.close();
});
afterAll(() => besides?.stop());

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** A server whose PostgreSQL is expected at a port where nobody listens yet. */
async function early(databaseUrl = besides.database.appUrl) {
  const [port, databasePort] = [await freePort(), await freePort()];
  const url = new URL(databaseUrl);
  url.port = String(databasePort);
  const node = ServerProcess.start({
    ...besides.environment,
    PORT: String(port),
    DATABASE_APP_URL: url.toString(),
  });
  started.push(node);
  const through = new Set<Socket>();
  const comes = async () => {
    const to = Number(new URL(databaseUrl).port);
    const link = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      for (const each of [near, far]) through.add(each.once('close', () => through.delete(each)));
      for (const [from, into] of [
        [near, far],
        [far, near],
      ] as const)
        from.on('error', () => into.destroy()).pipe(into);
    });
    open.push(link);
    await once(link.listen(databasePort, '127.0.0.1'), 'listening');
  };
  /** Every connection breaks, and new ones are refused. */
  const goes = async () => {
    const link = open.pop();
    const closed = new Promise((resolve) => link?.close(resolve));
    for (const each of through) each.destroy();
    await closed;
  };
  /** Every connection breaks, and new ones are let in. */
  const breaks = () => {
    for (const each of through) each.destroy();
  };
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const answered = async (path: string) => {
    const response = await ask(path);
    return [response.status, await response.json()];
  };
  const saidAway = () => node.until(() => node.linesOf('Database').length > 0);
  // The port is opened a moment after that.
  const opened = async () => {
    await saidAway();
    while (
      !(await ask('/api/health/live').then(
        (response) => response.ok,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { node, port: String(port), comes, goes, breaks, answered, opened };
}

const away =
  'Postgres does not answer (ECONNREFUSED). Nothing is accepted or read meanwhile; clients keep what they wrote';

/** How the health check of a container ends. */
async function probe(port: string): Promise<number> {
  const asked = spawn(process.execPath, [builtProbe], { env: { PORT: port }, stdio: 'ignore' });
  const [code] = (await once(asked, 'close')) as [number];
  return code;
}

describe('a server whose Postgres refuses connections when it starts', () => {
  it('is alive and not ready, says so once, and serves by itself when Postgres has come', async () => {
    const { node, port, comes, answered, opened } = await early();
    await opened();
    expect(await answered('/api/health/live')).toEqual([200, { status: 'ok' }]);
    for (const path of ['/api/health/ready', '/api/me', '/socket.io/?EIO=4&transport=polling'])
      expect(await answered(path)).toMatchObject([503, { error: { code: 'try_again' } }]);
    expect(await node.metric('homegroup_database_up')).toBe(0);
    // A container that is not ready must not be started anew for it.
    expect(await probe(port)).toBe(0);
    expect(await probe(String(await freePort()))).toBe(1);
    // Several tries later.
    for (let tries = 0; tries < 3; tries += 1) await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(node.linesOf('Database')).toEqual([away]);
    expect(node.faults).toEqual([`Database: ${away}`]);

    await comes();
    const url = await node.listening();
    expect(node.linesOf('Database')).toEqual([
      away,
      expect.stringMatching(/^Postgres answers again, after \d+ s$/),
    ]);
    expect(await answered('/api/health/ready')).toMatchObject([200, { status: 'ok' }]);
    expect(await node.metric('homegroup_database_up')).toBe(1);
    const ana = await besides.people.addClient();
    const room = await openRoom(besides, [ana]);
    const { accessToken } = await besides.openSession(ana);
    const client = await LiveClient.connectWith(url, ana, accessToken);
    await client.follow(room);
    const { seq } = await client.send(room, 'here at last');
    await client.holds(room, seq);
    client.close();
    expect(node.said).toEqual([]);
    expect(await node.end()).toBe(0);
  });

  it('says once that it lost its Postgres again, however many parts meet it, and once that it is back', async () => {
    const { node, comes, goes, breaks } = await early();
    await comes();
    const url = await node.listening();
    const ana = await besides.people.addClient();
    const room = await openRoom(besides, [ana]);
    const { accessToken } = await besides.openSession(ana);
    const client = await LiveClient.connectWith(url, ana, accessToken);
    await client.follow(room);
    await client.send(room, 'before');
    const before = node.faults.length;

    await goes();
    const draft = { conversationId: room, clientId: randomUUID(), body: 'meanwhile' };
    expect(await client.codeOf('message:send', draft)).toBe('try_again');
    await node.until(() => node.faults.length > before);
    // Several looks of each part later.
    for (let tries = 0; tries < 3; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await client.codeOf('message:send', draft)).toBe('try_again');
    }
    expect(node.faults.slice(before)).toEqual([
      expect.stringMatching(/^Database: Postgres does not answer \(/),
    ]);
    expect(await node.metric('homegroup_database_up')).toBe(0);

    await comes();
    const again = () => node.linesOf('Database').at(-1)?.startsWith('Postgres answers again') === true;
    await node.until(again);
    const { seq } = await client.send(room, draft.body, draft.clientId);
    await client.holds(room, seq);
    expect(node.faults).toHaveLength(before + 1);

    breaks();
    await node.until(() => node.faults.length > before + 1);
    const last = { conversationId: room, clientId: randomUUID(), body: 'and on' };
    while ((await client.codeOf('message:send', last)) === 'try_again');
    await client.holds(room, (await client.send(room, last.body, last.clientId)).seq);
    expect(node.faults).toHaveLength(before + 2);
    // Which of the two depends on whether the next look meets a connection that is ending.
    expect(node.faults.at(-1)).toMatch(
      /^Database: (A connection to Postgres broke; Postgres answers|Postgres does not answer)/,
    );
    client.close();
    expect(node.said).toEqual([]);
  });

  it('ends in order when it is told to while it waits', async () => {
    const { node, opened } = await early();
    await opened();
    expect(await node.end()).toBe(0);
    expect(node.said).toEqual([]);
  });

  it('ends with one line when the Postgres that came may not be used', async () => {
    const { node, comes, opened } = await early(besides.database.appUrl.replace(/:[^:@]+@/, ':another@'));
    await opened();
    await comes();
    await expect(node.listening()).rejects.toThrow('the server has ended');
    expect(node.said).toEqual([
      expect.stringMatching(/^Homegroup cannot start: The database at .* cannot be used \(28P01\)/),
    ]);
  });
});
