import { randomUUID } from 'node:crypto';
import {
  type Audience,
  type ClientEventName,
  clientEvents,
  type ErrorBody,
  matrix,
  type Operation,
  type OperationName,
  operations,
  roles,
} from '@homegroup/protocol';
import { startServer, type TestServer } from '@homegroup/test-support';
import { io, type Socket } from 'socket.io-client';

const audiences: readonly Audience[] = ['anonymous', ...roles];
const names = Object.keys(operations) as OperationName[];
const events = Object.keys(clientEvents) as ClientEventName[];
const spell = (method: string, path: string) => `${method} ${path}`;

let server: TestServer;
const tokens = new Map<Audience, string>();
const sockets = new Map<Audience, Socket>();

beforeAll(async () => {
  server = await startServer();
  for (const role of roles) {
    const { accessToken } = await server.openSession(await server.people.add(role));
    tokens.set(role, accessToken);
    sockets.set(
      role,
      io(server.url, { auth: { token: accessToken }, transports: ['websocket'], forceNew: true }),
    );
  }
});
afterAll(async () => {
  for (const socket of sockets.values()) socket.close();
  await server.stop();
});

/** Tries an operation with identifiers that nobody has and an empty body: whoever passes the gate fails at that. */
async function attempt(name: OperationName, audience: Audience): Promise<string> {
  const operation: Operation = operations[name];
  const token = tokens.get(audience);
  const response = await server.fetch(`/api${operation.path.replace(/:\w+/g, () => randomUUID())}`, {
    method: operation.method,
    headers: {
      origin: server.url,
      // Refreshing and signing out ask the cookie; this one is nobody's.
      cookie: '__Host-homegroup=nonsense',
      ...(operation.body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(operation.body && { body: '{}' }),
  });
  const answer = (await response.json()) as { error?: ErrorBody };
  return answer.error?.code ?? 'done';
}

async function emit(event: ClientEventName, audience: Audience): Promise<string> {
  const socket = sockets.get(audience);
  const answer = (await socket?.timeout(5000).emitWithAck(event, {})) as { ok: boolean; error?: ErrorBody };
  return answer.error?.code ?? 'done';
}

const refusals = (admitted: (audience: Audience) => boolean) =>
  Object.fromEntries(
    audiences.map((audience) => {
      const refusal = audience === 'anonymous' ? 'sign_in_required' : 'not_allowed';
      return [audience, admitted(audience) ? 'admitted' : refusal];
    }),
  );
const asVerdict = (code: string) => (['sign_in_required', 'not_allowed'].includes(code) ? code : 'admitted');

describe('every REST operation', () => {
  it.each(names)('%s admits the roles of the matrix and no other', async (name) => {
    const verdicts: Record<string, string> = {};
    for (const audience of audiences) {
      const code = await attempt(name, audience);
      expect(code).not.toBe('internal');
      verdicts[audience] = asVerdict(code);
    }
    expect(verdicts).toEqual(refusals((audience) => matrix[name].includes(audience)));
  });

  it('has a route, and every route is an operation', () => {
    const { router } = server.app.getHttpAdapter().getInstance() as {
      router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
    };
    // With a star: what every request passes through on its way, such as logging.
    const routes = router.stack.flatMap(({ route }) =>
      route && !route.path.includes('*')
        ? Object.keys(route.methods).map((method) => spell(method.toUpperCase(), route.path))
        : [],
    );
    const registered = names.map((name) => spell(operations[name].method, `/api${operations[name].path}`));
    expect(routes.sort()).toEqual(registered.sort());
  });

  it('records who was refused what', async () => {
    const denied = await server.database.owner
      .selectFrom('audit_entry')
      .select(['action', (query) => query.fn.countAll<number>().as('times')])
      .where('outcome', '=', 'denied')
      .where('action', '=', 'roster.import')
      .groupBy('action')
      .execute();
    expect(denied).toEqual([{ action: 'roster.import', times: roles.length - 1 }]);
  });
});

describe('every socket event', () => {
  it.each(events)('%s admits the roles of the matrix and no other', async (event) => {
    const verdicts: Record<string, string> = { anonymous: 'sign_in_required' };
    for (const role of roles) {
      const code = await emit(event, role);
      expect(code).not.toBe('internal');
      verdicts[role] = asVerdict(code);
    }
    expect(verdicts).toEqual(refusals((audience) => matrix[event].includes(audience)));
  });

  it('comes from somebody who signed in', async () => {
    const connect = (auth: object) =>
      new Promise<string>((resolve) => {
        const socket = io(server.url, {
          auth,
          transports: ['websocket'],
          reconnection: false,
          forceNew: true,
        });
        socket.on('connect_error', (error) => {
          socket.close();
          resolve((error as Error & { data?: ErrorBody }).data?.code ?? error.message);
        });
        socket.on('connect', () => {
          socket.close();
          resolve('connected');
        });
      });
    await expect(connect({})).resolves.toBe('sign_in_required');
    await expect(connect({ token: 'nonsense' })).resolves.toBe('session_ended');
    await expect(connect({ token: tokens.get('client') })).resolves.toBe('connected');
  });

  it('is one of the registry, or is refused', async () => {
    const socket = sockets.get('clinical_supervisor');
    const answer: unknown = await socket
      ?.timeout(2000)
      .emitWithAck('message:forge', {})
      .catch(() => null);
    expect(answer).toMatchObject({ ok: false });
  });
});
