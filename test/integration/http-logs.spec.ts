import { Writable } from 'node:stream';
import { BrowserSession, startServer, type TestServer, testPassword } from '@homegroup/test-support';
import { sql } from 'kysely';

describe('the log of requests', () => {
  let server: TestServer;
  let written: string;
  beforeAll(async () => {
    written = '';
    const logTo = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        done();
      },
    });
    server = await startServer({ environment: { LOG_LEVEL: 'debug' }, logTo });
  });
  afterAll(() => server.stop());

  it('holds method, path, status and time, and nothing that a person wrote or proves themselves with', async () => {
    const person = await server.people.addClient({ email: 'canary-address@example.org' });
    const browser = new BrowserSession(server);
    const { body } = await browser.signIn(person.email, testPassword);
    const cookie = browser.cookie ?? '';
    await browser.signIn(person.email, 'canary-wrong-password');
    await server.fetch('/api/me?canary-query=1', { as: body.accessToken });
    await server.fetch('/api/me', { as: 'canary-token' });
    await browser.send('POST', '/api/invitation/accept', {
      token: 'canary-link'.repeat(4),
      password: 'canary-p',
    });
    await browser.send('POST', '/api/session', { 'canary-key': 'canary-value' });
    await browser.send('POST', '/api/session', undefined, { 'x-canary': 'canary-header' });
    await browser.refresh();
    expect(written).toContain('"path":"/api/me"');
    expect(written).toContain('"status":401');
    expect(written).not.toMatch(/canary/);
    for (const secret of [testPassword, body.accessToken, cookie, cookie.split('.').at(-1) ?? cookie])
      expect(written).not.toContain(secret);
    const trail = await server.database.owner.selectFrom('audit_entry').selectAll().execute();
    expect(JSON.stringify(trail)).not.toMatch(/canary/);
  });

  it('holds no value of a row that Postgres complains about', async () => {
    const { owner } = server.database;
    await owner.schema
      .alterTable('session_family')
      .addCheckConstraint('canary_free', sql`revoked_reason is distinct from 'signed_out'`)
      .execute();
    const person = await server.people.addClient();
    const browser = new BrowserSession(server);
    await browser.signIn(person.email, testPassword);
    written = '';
    const answer = await browser.send('DELETE', '/api/session');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    expect(written).toContain('Postgres 23514 session_family canary_free');
    expect(written).not.toContain(person.id);
    expect(answer.text).not.toMatch(/session_family|23514/);
  });
});
