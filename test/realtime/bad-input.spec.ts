import { randomUUID } from 'node:crypto';
import { type ClientEventName, clientEvents, matrix, type Role, roles } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { io } from 'socket.io-client';
import { BareSocket } from './bare-socket.js';
import { LiveClient } from './live-client.js';

let server: TestServer;
let ana: TestPerson;
const clients: LiveClient[] = [];

beforeAll(async () => {
  server = await startServer();
  ana = await server.people.addClient();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => server?.stop());

async function connect(person: TestPerson = ana): Promise<LiveClient> {
  const client = await LiveClient.connect(server, person);
  clients.push(client);
  return client;
}
const alive = async () => {
  const response = await server.fetch('/api/health/live');
  expect(response.status).toBe(200);
};

describe('the handshake', () => {
  const refusal = (options: Parameters<typeof io>[1]) =>
    new Promise<{ code: unknown }>((resolve) => {
      const socket = io(server.url, { forceNew: true, reconnection: false, ...options });
      socket.once('connect', () => {
        resolve({ code: 'connected' });
        socket.close();
      });
      socket.once('connect_error', (error: Error & { data?: { code: unknown } }) => {
        resolve({ code: error.data?.code ?? 'refused' });
        socket.close();
      });
    });

  it('refuses who has no valid token, with a code', async () => {
    for (const transports of [['websocket'], ['polling']]) {
      expect(await refusal({ transports })).toEqual({ code: 'sign_in_required' });
      expect(await refusal({ transports, auth: { token: 7 } })).toEqual({ code: 'sign_in_required' });
      expect(await refusal({ transports, auth: { token: 'x.y.z' } })).toEqual({ code: 'session_ended' });
    }
  });

  it('refuses pages of another origin over both transports, and lets the own one in', async () => {
    const { accessToken } = await server.openSession(ana);
    const from = (origin: string, transport: string) =>
      refusal({ transports: [transport], auth: { token: accessToken }, extraHeaders: { origin } });
    for (const transport of ['websocket', 'polling']) {
      expect(await from('https://evil.example', transport)).toEqual({ code: 'refused' });
      expect(await from('null', transport)).toEqual({ code: 'refused' });
      expect(await from(server.url, transport)).toEqual({ code: 'connected' });
    }
  });

  it('refuses the eleventh connection of a person and keeps the ten', async () => {
    const many = await server.people.addClient();
    const ten = await Promise.all(Array.from({ length: 10 }, () => connect(many)));
    await expect(connect(many)).rejects.toMatchObject({ data: { code: 'too_many_requests' } });
    expect(ten.every((client) => client.socket.connected)).toBe(true);
    ten[0]?.close();
    await until(() =>
      connect(many).then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('an event', () => {
  it('with unknown keys, wrong types, a prototype, no words or control characters changes nothing', async () => {
    const client = await connect();
    const good = { conversationId: randomUUID(), clientId: randomUUID(), body: 'hello' };
    const bad: unknown[] = [
      { ...good, extra: 1 },
      JSON.parse(
        `{"conversationId":"${good.conversationId}","clientId":"${good.clientId}","body":"x","__proto__":{"role":"x"}}`,
      ),
      { ...good, body: 7 },
      { ...good, body: ' \u200b\n' },
      { ...good, body: 'bell\u0007' },
      { ...good, body: Buffer.from('binary') },
      { ...good, conversationId: 'not-an-id' },
      { ...good, mentions: Array.from({ length: 16 }, () => randomUUID()) },
      [],
      null,
      'text',
      undefined,
    ];
    for (const input of bad)
      expect(await client.raw('message:send', input)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    expect(({} as { role?: string }).role).toBeUndefined();
    expect(await client.raw('message:send', good, good)).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await client.raw('message:send')).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await client.codeOf('message:send', good)).toBe('not_found');
  });

  it('never gets its content back in an answer', async () => {
    const client = await connect();
    const answer = await client.raw('message:send', { body: 'a canary named Persephone', Persephone: 1 });
    expect(JSON.stringify(answer)).not.toContain('Persephone');
  });

  it('that is not known is answered, and so is one named like something inherited', async () => {
    const client = await connect();
    for (const name of ['no:such', 'constructor', '__proto__', 'toString', 'log:events'])
      expect(await client.raw(name, {})).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('beyond the rate is refused, unknown ones count as well, and who does not stop is cut off and kept out', async () => {
    const loud = await server.people.addClient();
    const client = await connect(loud);
    const window = await connect(loud);
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, n) =>
        client.raw(n % 2 ? 'no:such' : 'presence:ask', { conversationIds: [] }),
      ),
    );
    const refused = answers.filter((answer) => !answer.ok && answer.error.code === 'too_many_requests');
    expect(refused.length).toBeGreaterThan(30);
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    for (let n = 0; n < 600; n += 1) client.socket.emit('no:such', {});
    await gone;
    expect(client.of('session:ended')).toEqual([{ code: 'too_many_requests' }]);
    // The limit is the person's: another window of theirs goes with the next event.
    const alsoGone = new Promise((resolve) => window.socket.once('disconnect', resolve));
    for (let n = 0; n < 200; n += 1) window.socket.emit('no:such', {});
    await alsoGone;
    await expect(connect(loud)).rejects.toMatchObject({
      data: { code: 'too_many_requests', retryAfter: expect.any(Number) },
    });
    (await connect()).close();
    await alive();
  });

  it('from who comes back again and again is refused at the door, and from nobody else', async () => {
    const [tireless, other] = [await server.people.addClient(), await server.people.addClient()];
    const { accessToken } = await server.openSession(tireless);
    const come = async (): Promise<unknown> => {
      try {
        (await LiveClient.connectWith(server.url, tireless, accessToken)).close();
        return null;
      } catch (error) {
        return (error as { data?: unknown }).data;
      }
    };
    let refusal: unknown = null;
    for (let times = 0; times < 130 && !refusal; times += 1) refusal = await come();
    expect(refusal).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) });
    expect(await (await connect(other)).raw('presence:ask', { conversationIds: [] })).toMatchObject({
      ok: true,
    });
  });

  it('of more than 32 KB ends its connection and nothing else', async () => {
    const [client, other] = [await connect(), await connect()];
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    client.socket.emit('message:send', { body: 'x'.repeat(33 * 1024) });
    await gone;
    expect(await other.raw('presence:ask', { conversationIds: [] })).toMatchObject({ ok: true });
    await alive();
  });
});

describe('malformed packets', () => {
  it('end their connection and never the process', async () => {
    const nasty = [
      '',
      '4',
      '42',
      '42["',
      '42[]',
      '42[null]',
      '42{"a":1}',
      '420[{}]',
      '451-["x",{"_placeholder":true,"num":0}]',
      '459999999999-["x"]',
      '45-1["x"]',
      '40/nowhere,{}',
      '40{"token":',
      '41',
      '43999[1]',
      '9',
      'zzz',
      '\u0000\u0001',
      '42["message:send",{"__proto__":{}}]',
    ];
    const { accessToken } = await server.openSession(ana);
    for (const signedIn of [false, true])
      for (const packet of nasty) {
        const socket = await BareSocket.open(server.url);
        if (signedIn) socket.text(`40${JSON.stringify({ token: accessToken })}`);
        socket.text(packet);
        socket.binary(Buffer.from([0, 1, 2, 255]));
        // An answer or the end of the connection: whatever it is, the process lives.
        await socket.heard;
        socket.end();
      }
    await alive();
  });

  it('over polling are refused', async () => {
    for (const body of ['', 'x', '999999:x', '\u001e\u001e', '4{'.repeat(2000)]) {
      const opened = await server.fetch('/socket.io/?EIO=4&transport=polling');
      const sid = /"sid":"([^"]+)"/.exec(await opened.text())?.[1] ?? '';
      const response = await server.fetch(`/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
        method: 'POST',
        body,
      });
      expect(response.status).toBeLessThan(500);
      await response.text();
    }
    await alive();
  });
});

describe('the matrix over the socket', () => {
  const events = Object.keys(clientEvents) as ClientEventName[];

  it.each(roles)('holds for %s', async (role: Role) => {
    const person = await server.people.add(role);
    const client = await connect(person);
    const before = await denials(person);
    let refused = 0;
    for (const event of events) {
      const answer = await client.raw(event, {});
      const code = answer.ok ? 'ok' : answer.error.code;
      if (matrix[event].includes(role)) expect([event, code]).toEqual([event, 'invalid_input']);
      else {
        expect([event, code]).toEqual([event, 'not_allowed']);
        refused += 1;
      }
    }
    expect((await denials(person)) - before).toBe(refused);
  });

  const denials = async (person: TestPerson) => {
    const { count } = await server.database.owner
      .selectFrom('audit_entry')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('actor_id', '=', person.id)
      .where('outcome', '=', 'denied')
      .executeTakeFirstOrThrow();
    return count;
  };
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
