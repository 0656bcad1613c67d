import type { ErrorBody, StaffRole } from '@homegroup/protocol';
import {
  BrowserSession,
  startServer,
  type TestPerson,
  type TestServer,
  testPassword,
} from '@homegroup/test-support';
import { io, type Socket } from 'socket.io-client';

const reason = 'asked for by the team';

describe('open connections', () => {
  let server: TestServer;
  let admin: TestPerson;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await startServer();
    admin = await server.people.addStaff('programme_admin');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  afterAll(() => server.stop());

  const connect = (token: string) =>
    new Promise<Socket>((resolve, reject) => {
      const socket = io(server.url, {
        auth: { token },
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
      });
      sockets.push(socket);
      socket.on('connect', () => resolve(socket));
      socket.on('connect_error', reject);
    });
  /** A device with its socket, and how long after `from` it was closed, in milliseconds. */
  const device = async (person: TestPerson) => {
    const browser = new BrowserSession(server);
    const { body } = await browser.signIn(person.email, testPassword);
    const socket = await connect(body.accessToken);
    const told = new Promise<unknown>((resolve) => socket.on('session:ended', resolve));
    const closed = new Promise<number>((resolve) =>
      socket.on('disconnect', () => resolve(performance.now())),
    );
    return { browser, token: body.accessToken, socket, told, closed };
  };
  const closesSoon = async (each: { told: Promise<unknown>; closed: Promise<number> }, from: number) => {
    expect((await each.closed) - from).toBeLessThan(2000);
    await expect(each.told).resolves.toEqual({ code: 'session_ended' });
  };
  const asAdmin = () => server.call(admin);

  it('close when the device signs out, and stay open on another', async () => {
    const person = await server.people.addClient();
    const here = await device(person);
    const there = await device(person);
    const from = performance.now();
    await here.browser.send('DELETE', '/api/session');
    await closesSoon(here, from);
    expect(there.socket.connected).toBe(true);
  });

  it('close when the device is ended from another', async () => {
    const person = await server.people.addClient();
    const here = await device(person);
    const there = await device(person);
    const devices = await server.callWith(here.token)('session.list');
    const from = performance.now();
    await server.callWith(here.token)('session.end', {
      params: { id: devices.find((each) => !each.current)?.id ?? '' },
    });
    await closesSoon(there, from);
    expect(here.socket.connected).toBe(true);
  });

  it('close when the account is closed', async () => {
    const person = await server.people.addClient();
    const here = await device(person);
    const from = performance.now();
    await (await asAdmin())('people.disable', { params: { id: person.id }, body: { reason } });
    await closesSoon(here, from);
    await expect(connect(here.token)).rejects.toMatchObject({ data: { code: 'session_ended' } });
  });

  it('close on every other device when the password is changed', async () => {
    const person = await server.people.addClient();
    const here = await device(person);
    const there = await device(person);
    const from = performance.now();
    await server.callWith(here.token)('me.changePassword', {
      body: { current: testPassword, next: 'eleven small boats leave' },
    });
    await closesSoon(there, from);
    expect(here.socket.connected).toBe(true);
  });

  it('close when a copied refresh token turns up', async () => {
    const here = await device(await server.people.addClient());
    const thief = new BrowserSession(server);
    thief.cookie = here.browser.cookie;
    await here.browser.refresh();
    await server.database.owner
      .updateTable('refresh_token')
      .set({ used_at: new Date(Date.now() - 61_000) })
      .where('used_at', 'is not', null)
      .execute();
    const from = performance.now();
    await thief.refresh();
    await closesSoon(here, from);
  });

  it('have a changed role within two seconds', async () => {
    const person = await server.people.addStaff('counselor');
    const here = await device(person);
    const ask = async () => {
      const answer = (await here.socket
        .timeout(2000)
        .emitWithAck('presence:ask', { conversationIds: [] })) as {
        ok: boolean;
        error?: ErrorBody;
      };
      return answer.ok ? 'ok' : answer.error?.code;
    };
    expect(await ask()).toBe('ok');
    const staffRole: StaffRole = 'system_operator';
    await (await asAdmin())('people.changeRole', { params: { id: person.id }, body: { staffRole, reason } });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(here.socket.connected ? await ask() : 'not_allowed').toBe('not_allowed');
  });
});
