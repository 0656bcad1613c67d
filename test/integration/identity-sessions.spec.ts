import { createHmac } from 'node:crypto';
import { TokenKeys } from '@homegroup/identity';

import {
  BrowserSession,
  startServer,
  type TestPerson,
  type TestServer,
  testPassword,
} from '@homegroup/test-support';

describe('sessions', () => {
  let server: TestServer;
  let client: TestPerson;
  beforeAll(async () => {
    server = await startServer();
    client = await server.people.addClient();
  });
  afterAll(() => server.stop());

  const signedIn = async (person = client) => {
    const browser = new BrowserSession(server);
    const { body } = await browser.signIn(person.email, testPassword);
    return { browser, token: body.accessToken };
  };
  const whoAmI = (token: string) => server.fetch('/api/me', { as: token });
  const age = (seconds: number) =>
    server.database.owner
      .updateTable('refresh_token')
      .set({ used_at: new Date(Date.now() - seconds * 1000) })
      .where('used_at', 'is not', null)
      .execute();

  it('rotates the refresh token at every use', async () => {
    const { browser } = await signedIn();
    const first = browser.cookie;
    expect((await browser.refresh()).status).toBe(200);
    const second = browser.cookie;
    const third = await browser.refresh();
    expect(new Set([first, second, browser.cookie]).size).toBe(3);
    await expect((await whoAmI(third.body.accessToken)).json()).resolves.toMatchObject({ id: client.id });
  });

  it('hands out the same successor when an answer was lost, and to two tabs at once', async () => {
    const { browser } = await signedIn();
    const { cookie } = browser;
    const again = async () => {
      const tab = new BrowserSession(server);
      tab.cookie = cookie;
      expect((await tab.refresh()).status).toBe(200);
      return tab.cookie;
    };
    const cookies = await Promise.all([again(), again(), again()]);
    expect(new Set(cookies).size).toBe(1);
  });

  it('hands out the same successor within a minute when the signal was lost with the answer', async () => {
    const { browser } = await signedIn();
    const { cookie } = browser;
    await browser.refresh();
    const lost = browser.cookie;
    browser.cookie = cookie;
    await age(55);
    expect((await browser.refresh()).status).toBe(200);
    expect(browser.cookie).toBe(lost);
  });

  it('takes no token again, after ten seconds, whose successor is in use', async () => {
    const { browser } = await signedIn();
    const thief = new BrowserSession(server);
    thief.cookie = browser.cookie;
    await browser.refresh();
    await browser.refresh();
    await age(11);
    expect((await thief.refresh()).status).toBe(401);
    expect((await browser.refresh()).status).toBe(401);
  });

  it('finds out who uses a copy within the minute again and again: no token yields late twice in a row', async () => {
    const { browser } = await signedIn();
    const thief = new BrowserSession(server);
    thief.cookie = browser.cookie;
    await browser.refresh();
    await age(30);
    expect((await thief.refresh()).status).toBe(200);
    expect(thief.cookie).toBe(browser.cookie);
    await browser.refresh();
    await age(30);
    expect((await thief.refresh()).status).toBe(401);
    expect((await browser.refresh()).status).toBe(401);
  });

  it('forgives one lost answer after another as long as a refresh in between was answered', async () => {
    const { browser } = await signedIn();
    for (let lost = 0; lost < 3; lost++) {
      const { cookie } = browser;
      await browser.refresh();
      browser.cookie = cookie;
      await age(30);
      expect((await browser.refresh()).status).toBe(200);
      expect((await browser.refresh()).status).toBe(200);
    }
  });

  it('ends the device for everybody when an old token turns up later', async () => {
    const { browser, token } = await signedIn();
    const thief = new BrowserSession(server);
    thief.cookie = browser.cookie;
    await browser.refresh();
    await age(61);
    const reused = await thief.refresh();
    expect(reused).toMatchObject({ status: 401, body: { error: { code: 'session_ended' } } });
    expect((await browser.refresh()).status).toBe(401);
    expect((await whoAmI(token)).status).toBe(401);
    const entry = await server.database.owner
      .selectFrom('audit_entry')
      .select(['action', 'outcome', 'actor_id'])
      .where('action', '=', 'session.reuse')
      .executeTakeFirst();
    expect(entry).toEqual({ action: 'session.reuse', outcome: 'denied', actor_id: client.id });
  });

  it('ends after 12 hours for staff and 24 for others, whatever is done', async () => {
    const staff = await server.people.addStaff('counselor');
    const hoursOf = async (person: TestPerson) =>
      Math.round(((await server.openSession(person)).endsAt.getTime() - Date.now()) / 3_600_000);
    expect([await hoursOf(staff), await hoursOf(client)]).toEqual([12, 24]);
    const { browser, token } = await signedIn(staff);
    await server.database.owner
      .updateTable('session_family')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('person_id', '=', staff.id)
      .execute();
    expect((await browser.refresh()).status).toBe(401);
    expect((await whoAmI(token)).status).toBe(401);
  });

  it('signs out this device at once, and leaves the others', async () => {
    const here = await signedIn();
    const there = await signedIn();
    const answer = await here.browser.send('DELETE', '/api/session');
    expect(answer.status).toBe(200);
    expect(here.browser.cookie).toBeNull();
    expect((await whoAmI(here.token)).status).toBe(401);
    expect((await whoAmI(there.token)).status).toBe(200);
  });

  it('signs out whoever was signed in at a browser at which somebody else comes in, and nobody for a wrong password', async () => {
    const before = await signedIn();
    const elsewhere = await signedIn();
    const next = await server.people.addClient();
    expect((await before.browser.signIn(next.email, 'none of this is right')).status).toBe(401);
    expect((await whoAmI(before.token)).status).toBe(200);
    const left = new BrowserSession(server);
    left.cookie = before.browser.cookie;

    const { body } = await before.browser.signIn(next.email, testPassword);
    await expect((await whoAmI(body.accessToken)).json()).resolves.toMatchObject({ id: next.id });
    expect((await before.browser.refresh()).body.me.id).toBe(next.id);
    expect((await whoAmI(before.token)).status).toBe(401);
    expect((await left.refresh()).status).toBe(401);
    expect((await whoAmI(elsewhere.token)).status).toBe(200);
    const entry = await server.database.owner
      .selectFrom('audit_entry')
      .select(['actor_id', 'object_type', 'outcome'])
      .where('action', '=', 'session.replaced')
      .execute();
    expect(entry).toEqual([{ actor_id: client.id, object_type: 'session', outcome: 'allowed' }]);
  });

  it('leaves the windows of a person who signs in again at the same browser', async () => {
    const { browser, token } = await signedIn();
    expect((await browser.signIn(client.email, testPassword)).status).toBe(200);
    expect((await whoAmI(token)).status).toBe(200);
  });

  it('signs out whoever was signed in at a browser at which an invitation is accepted', async () => {
    const { browser, token } = await signedIn();
    const admin = await server.people.addStaff('programme_admin');
    const call = server.callWith((await server.openSession(admin)).accessToken);
    const next = await server.people.addClient();
    const { url } = await call('people.invite', { params: { id: next.id } });
    const accepted = await browser.send('POST', '/api/invitation/accept', {
      token: new URL(url).hash.slice(1),
      password: 'several words that nobody says',
    });
    expect(accepted.status).toBe(200);
    expect((await whoAmI(token)).status).toBe(401);
  });

  it('lists my devices and ends one of them, and nobody else’s', async () => {
    const person = await server.people.addClient();
    const here = await signedIn(person);
    const there = await signedIn(person);
    const call = server.callWith(here.token);
    const devices = await call('session.list');
    expect(devices.filter((each) => each.current)).toHaveLength(1);
    expect(devices).toHaveLength(2);
    const other = devices.find((each) => !each.current);
    const foreign = await server.openSession(client);
    await expect(call('session.end', { params: { id: foreign.actor.familyId } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await call('session.end', { params: { id: other?.id ?? '' } });
    expect((await whoAmI(there.token)).status).toBe(401);
    expect((await whoAmI(here.token)).status).toBe(200);
  });

  it('takes a refresh or a sign-out from pages of its own only', async () => {
    const { browser, token } = await signedIn();
    for (const [method, path] of [
      ['POST', '/api/session/refresh'],
      ['DELETE', '/api/session'],
    ] as const) {
      const foreign = await browser.send(method, path, undefined, { origin: 'https://elsewhere.example' });
      expect(foreign).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } });
      const unsaid = await server.fetch(path, { method, headers: { cookie: browser.cookie ?? '' } });
      expect(unsaid.status).toBe(403);
    }
    expect((await whoAmI(token)).status).toBe(200);
    expect((await browser.refresh()).status).toBe(200);
  });

  it('believes no token of another kind, key, algorithm, audience or age', async () => {
    const { actor, accessToken } = await server.openSession(client);
    const key = server.app.get(TokenKeys, { strict: false }).access;
    const make = (header: object, claims: object, secret: Parameters<typeof createHmac>[1] = key) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part(header)}.${part(claims)}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: 'HS256', typ: 'at+jwt' };
    const claims = {
      sub: actor.personId,
      org: actor.organizationId,
      fam: actor.familyId,
      aud: 'homegroup',
      iat: now,
      exp: now + 300,
    };
    expect((await whoAmI(make(header, claims))).status).toBe(200);
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
    const wrong = [
      make({ alg: 'HS256', typ: 'JWT' }, claims),
      make(header, { ...claims, aud: 'elsewhere' }),
      make(header, { ...claims, exp: now - 1 }),
      make(header, claims, 'a guessed secret'),
      make({ ...header, alg: 'HS512' }, claims),
      make(header, { ...claims, fam: crypto.randomUUID() }),
      make(header, { ...claims, sub: crypto.randomUUID() }),
      make(header, { ...claims, fam: 'x' }),
      none,
      accessToken.slice(0, -2),
      'nonsense',
    ];
    const statuses = await Promise.all(wrong.map(async (token) => (await whoAmI(token)).status));
    expect(statuses).toEqual(wrong.map(() => 401));
    expect((await server.fetch(`/api/me?access_token=${accessToken}`)).status).toBe(401);
  });
});
