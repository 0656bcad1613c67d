import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { ask } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { isTracing } from '@homegroup/tracing';
import { io, type Socket } from 'socket.io-client';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Array<{ key: string; value: Record<string, unknown> }>;
  links?: unknown[];
}
interface Export {
  resourceSpans: Array<{ scopeSpans: Array<{ spans: Span[] }> }>;
}

const canary = 'the canary sings at noon';
const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const bodies: string[] = [];
let receiver: Server;
let server: TestServer;
let ana: TestPerson;
let socket: Socket;
let conversationId: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  server = await startServer({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, TRACE_SHARE: '1' },
  });
  ana = await server.people.addClient();
  conversationId = await server.app
    .get(UnitOfWork, { strict: false })
    .run(server.organizationId, async (work) => {
      const writer = server.app.get(LogWriter, { strict: false });
      const id = await writer.createConversation(work, { kind: 'room' });
      await writer.openInterval(work, {
        conversationId: id,
        personId: ana.id,
        moderator: false,
        authorId: null,
      });
      return id;
    });
  const { accessToken } = await server.openSession(ana);
  socket = io(server.url, { auth: { token: accessToken }, transports: ['websocket'], forceNew: true });
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
});
afterAll(async () => {
  socket?.close();
  await server?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
});

const spans = (): Span[] =>
  bodies.flatMap((body) =>
    (JSON.parse(body) as Export).resourceSpans.flatMap((each) =>
      each.scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
async function find(name: string): Promise<Span> {
  for (let waited = 0; waited < 100; waited += 1) {
    const found = spans().find((span) => span.name === name);
    if (found) return found;
    await sleep(100);
  }
  throw new Error(
    `no span ${name} among ${spans()
      .map((span) => span.name)
      .join()}`,
  );
}
const childrenOf = (parent: Span) =>
  spans().filter((span) => span.traceId === parent.traceId && span.parentSpanId === parent.spanId);

describe('traces', () => {
  it('go from a request to its statements', async () => {
    await (await server.call(ana))('me.show');
    const request = await find('http me.show');
    expect(request.parentSpanId ?? '').toBe('');
    const statements = childrenOf(request).map((span) => span.name);
    expect(statements.length).toBeGreaterThan(0);
    for (const name of statements) expect(name).toMatch(/^postgres [a-z-]+$/);
  });

  it('go from an event of a socket through the batch it was written in to its statement', async () => {
    const body = { conversationId, body: canary };
    await ask(socket, 'message:send', { ...body, clientId: '0a1b2c3d-1111-4222-8333-444455556666' });
    await ask(socket, 'message:send', { ...body, clientId: '0a1b2c3d-1111-4222-8333-444455556667' });
    const event = await find('socket message:send');
    const [append] = childrenOf(event).filter((span) => span.name === 'append');
    expect(append).toBeDefined();
    expect(childrenOf(append as Span).map((span) => span.name)).toEqual(['postgres append-one']);
    expect(event.attributes).toContainEqual({ key: 'homegroup.outcome', value: { stringValue: 'ok' } });
  });

  it('say nothing that anybody wrote, and of nobody who did', () => {
    const all = bodies.join();
    expect(spans().length).toBeGreaterThan(4);
    expect(all).not.toContain('canary');
    expect(all).not.toMatch(identifier);
    for (const word of [ana.email, ana.displayName, ana.legalName, 'select ', '$1'])
      expect(all).not.toContain(word);
  });

  it('end with the server', async () => {
    expect(isTracing()).toBe(true);
    socket.close();
    await server.app.close();
    expect(isTracing()).toBe(false);
  });
});
