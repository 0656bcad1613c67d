import { createHash } from 'node:crypto';
import {
  BrowserSession,
  startServer,
  type TestPerson,
  type TestServer,
  testPassword,
} from '@homegroup/test-support';
import { hash, parseOptions, verify } from '@node-rs/argon2';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});

const wrong = 'another quiet harbor';

describe('signing in', () => {
  let server: TestServer;
  let counselor: TestPerson;
  beforeAll(async () => {
    server = await startServer();
    counselor = await server.people.addStaff('counselor');
  });
  afterAll(() => server.stop());

  const failuresOf = (email: string) =>
    server.database.owner
      .selectFrom('sign_in_failure')
      .selectAll()
      .where('email_hash', '=', createHash('sha256').update(email).digest())
      .executeTakeFirst();

  it('answers who I am, with a cookie no script reads', async () => {
    const { status, body, headers } = await new BrowserSession(server).signIn(
      counselor.email.toUpperCase(),
      testPassword,
    );
    expect({ status, role: body.me.role, expiresIn: body.expiresIn }).toEqual({
      status: 200,
      role: 'counselor',
      expiresIn: 300,
    });
    const cookie = headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^__Host-homegroup=.+HttpOnly; Secure; SameSite=Strict$/);
    expect(cookie).toContain('Path=/;');
    await expect(server.callWith(body.accessToken)('me.show')).resolves.toMatchObject({ id: counselor.id });
  });

  it('stores passwords as argon2id of 19 MiB, and hashes again what was hashed otherwise', async () => {
    const person = await server.people.addClient();
    const old = await hash(testPassword, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    const of = () =>
      server.database.owner
        .selectFrom('person')
        .select('password_hash')
        .where('id', '=', person.id)
        .executeTakeFirstOrThrow();
    await server.database.owner
      .updateTable('person')
      .set({ password_hash: old })
      .where('id', '=', person.id)
      .execute();
    expect((await new BrowserSession(server).signIn(person.email, testPassword)).status).toBe(200);
    expect((await of()).password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await new BrowserSession(server).signIn(person.email, testPassword)).status).toBe(200);
  });

  it('answers alike for a wrong password, an unknown address, an account never activated and a closed one', async () => {
    const never = await server.people.addClient();
    const closed = await server.people.addClient();
    const { owner } = server.database;
    await owner.updateTable('person').set({ password_hash: null }).where('id', '=', never.id).execute();
    await owner.updateTable('person').set({ disabled_at: new Date() }).where('id', '=', closed.id).execute();
    const browser = new BrowserSession(server);
    const answers = [
      await browser.signIn(counselor.email, wrong),
      await browser.signIn('nobody@example.org', wrong),
      await browser.signIn(never.email, testPassword),
      await browser.signIn(closed.email, testPassword),
    ];
    expect(new Set(answers.map((each) => `${each.status} ${each.text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { error: { code: 'sign_in_failed' } } });
    const names = (headers: Headers) => [...headers.keys()].filter((name) => name !== 'date').sort();
    expect(new Set(answers.map((each) => names(each.headers).join())).size).toBe(1);
  });

  it('does the same work for an address that nobody has', async () => {
    const known = await server.people.addClient();
    const workFor = async (email: string) => {
      jest.mocked(verify).mockClear();
      await new BrowserSession(server).signIn(email, wrong);
      return jest.mocked(verify).mock.calls.map(([stored]) => parseOptions(stored as string));
    };
    const ofKnown = await workFor(known.email);
    // Time itself is not compared: what takes the time is one verification at the same cost.
    expect(ofKnown).toEqual([expect.objectContaining({ memoryCost: 19_456, timeCost: 2, parallelism: 1 })]);
    await expect(workFor('nobody-at-all@example.org')).resolves.toEqual(ofKnown);
  });

  it('lets five wrong passwords pass, then makes each wait longer, known address or not', async () => {
    const person = await server.people.addClient();
    for (const email of [person.email, 'never-heard-of@example.org']) {
      const browser = new BrowserSession(server);
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect((await browser.signIn(email, wrong)).status).toBe(401);
      const refused = await browser.signIn(email, testPassword);
      expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      const row = await failuresOf(email);
      expect(row?.failures).toBe(5);
    }
  });

  it('counts attempts at the same moment one by one', async () => {
    const person = await server.people.addClient();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => new BrowserSession(server).signIn(person.email, wrong)),
    );
    expect(answers.filter((each) => each.status === 401)).toHaveLength(5);
    expect(answers.filter((each) => each.status === 429)).toHaveLength(7);
  });

  it('never looks at a password after a hundred failures, and begins anew after a link', async () => {
    const person = await server.people.addClient({ counselor });
    await new BrowserSession(server).signIn(person.email, wrong);
    await server.database.owner
      .updateTable('sign_in_failure')
      .set({ failures: 100, blocked_until: new Date(0) })
      .where('email_hash', '=', createHash('sha256').update(person.email).digest())
      .execute();
    const browser = new BrowserSession(server);
    expect((await browser.signIn(person.email, testPassword)).status).toBe(429);
    const link = await (await server.call(counselor))('people.invite', { params: { id: person.id } });
    const token = link.url.split('#')[1];
    const accepted = await browser.send('POST', '/api/invitation/accept', {
      token,
      password: 'eleven small boats leave',
    });
    expect(accepted.status).toBe(200);
    expect((await browser.signIn(person.email, 'eleven small boats leave')).status).toBe(200);
  });
});
