import {
  originOf,
  startServer,
  type TestPerson,
  type TestServer,
  testPassword,
} from '@homegroup/test-support';

describe('signing in', () => {
  let server: TestServer;
  let counselor: TestPerson;
  beforeAll(async () => {
    server = await startServer();
    counselor = await server.people.addStaff('counselor');
  });
  afterAll(() => server.stop());

  it('answers who I am, with a cookie no script reads', async () => {
    const response = await server.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...originOf(server) },
      body: JSON.stringify({ email: counselor.email.toUpperCase(), password: testPassword }),
    });
    const body = (await response.json()) as { accessToken: string; me: { role: string } };
    expect({ status: response.status, role: body.me?.role }).toEqual({ status: 200, role: 'counselor' });
    const cookie = response.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^__Host-homegroup=.+HttpOnly; Secure; SameSite=Strict$/);
    expect(cookie).toContain('Path=/;');
    await expect(server.callWith(body.accessToken)('me.show')).resolves.toMatchObject({ id: counselor.id });
  });
});
