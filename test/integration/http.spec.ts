import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestPerson, type TestServer, testPassword } from '@homegroup/test-support';

describe('HTTP', () => {
  let server: TestServer;
  let counselor: TestPerson;
  let root: string;
  let token: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'homegroup-web-'));
    await mkdir(join(root, 'assets'));
    await writeFile(join(root, 'index.html'), '<!doctype html><title>Homegroup</title>');
    await writeFile(join(root, 'assets/index-abc.js'), 'export {};');
    server = await startServer({ environment: { WEB_ROOT: root } });
    counselor = await server.people.addStaff('counselor');
    token = (await server.openSession(counselor)).accessToken;
  });
  afterAll(async () => {
    await server.stop();
    await rm(root, { recursive: true });
  });

  const send = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await server.fetch(path, {
      method: 'POST',
      as: token,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, ...((await response.json()) as { error: Record<string, unknown> }) };
  };
  const signIn = (body: string, headers?: Record<string, string>) => send('/api/session', body, headers);
  const credentials = () => ({ email: counselor.email, password: testPassword });

  it('says the usual things about security, and not what it runs on', async () => {
    const { headers } = await server.fetch('/');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("object-src 'none'");
    const { host } = new URL(server.url);
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('never lets an answer of the API be stored', async () => {
    const { headers } = await server.fetch('/api/me', { as: token });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('serves the web client at every address that is not the API’s', async () => {
    const page = await server.fetch('/rooms/some-room');
    expect(await page.text()).toContain('<title>Homegroup</title>');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const asset = await server.fetch('/assets/index-abc.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    for (const path of ['/assets/missing.js', '/api/missing', '/api']) {
      const missing = await server.fetch(path);
      expect(missing.status).toBe(404);
      await expect(missing.json()).resolves.toMatchObject({ error: { code: 'not_found' } });
    }
    const outside = await server.fetch('/assets/..%2f..%2f..%2fetc/passwd');
    expect(await outside.text()).not.toContain('root:');
  });

  it('answers an unknown route, method or malformed identifier with a coded 404', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing/here'],
      ['PUT', '/api/me'],
      ['DELETE', '/api/session/devices/not-an-id'],
      ['DELETE', `/api/session/devices/${randomUUID()}`],
    ] as const) {
      const response = await server.fetch(path, { method, as: token });
      expect(response.status).toBe(404);
      await expect(response.json()).resolves.toMatchObject({
        error: { code: 'not_found', retryable: false },
      });
    }
  });

  it('refuses unknown keys by path, and repeats neither their names nor any value', async () => {
    const answer = await signIn(JSON.stringify({ ...credentials(), canaryKey: 'canary-value' }));
    expect(answer).toMatchObject({ status: 400, error: { code: 'invalid_input', retryable: false } });
    expect(answer.error.faults).toEqual([{ path: 'body', message: 'Unknown keys are not allowed.' }]);
    const wrong = await signIn(JSON.stringify({ email: 'canary-not-an-address', password: 7 }));
    expect(wrong.error.faults).toMatchObject([{ path: 'body.email' }, { path: 'body.password' }]);
    expect(JSON.stringify([answer, wrong])).not.toMatch(/canary/);
  });

  it('is not moved by __proto__ or constructor', async () => {
    const text = JSON.stringify(credentials());
    for (const evil of ['"__proto__":{"polluted":true}', '"constructor":{"prototype":{"polluted":true}}']) {
      const answer = await signIn(`${text.slice(0, -1)},${evil}}`);
      expect(answer).toMatchObject({ status: 400, error: { code: 'invalid_input' } });
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses what is no JSON, has no JSON type, is an array, or is not closed', async () => {
    for (const text of ['{', '"text"', '[]', 'null', '{"email":', '\u0000', '['.repeat(5000)])
      expect(await signIn(text)).toMatchObject({ status: 400, error: { code: 'invalid_input' } });
    expect(
      await signIn('email=a&password=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    ).toMatchObject({ status: 400, error: { code: 'invalid_input' } });
    expect(await signIn(JSON.stringify(credentials()), { 'content-type': 'text/plain' })).toMatchObject({
      status: 400,
      error: { code: 'invalid_input' },
    });
  });

  it('refuses a body above 32 KB', async () => {
    const answer = await signIn(JSON.stringify({ ...credentials(), more: 'x'.repeat(33 * 1024) }));
    expect(answer).toMatchObject({ status: 413, error: { code: 'too_large' } });
  });

  it('refuses a query or a body where none is asked for, and a key given twice', async () => {
    const status = async (path: string) => (await server.fetch(path, { as: token })).status;
    expect(await status('/api/me?x=1')).toBe(400);
    const officer = await server.people.addStaff('privacy_officer');
    const { accessToken } = await server.openSession(officer);
    const list = async (query: string) =>
      (await server.fetch(`/api/audit?${query}`, { as: accessToken })).status;
    expect(await list('limit=5')).toBe(200);
    expect(await list('limit=5&limit=6')).toBe(400);
    expect(await list('limit=5000')).toBe(400);
    expect(await list('limit=1e99')).toBe(400);
  });

  it('refuses pages of other origins', async () => {
    const answer = await signIn(JSON.stringify(credentials()), { origin: 'https://elsewhere.example' });
    expect(answer).toMatchObject({ status: 403, error: { code: 'not_allowed' } });
    expect(await signIn(JSON.stringify(credentials()), { origin: 'null' })).toMatchObject({ status: 403 });
  });

  it('finds the organization of an anonymous request when there is one, and by its name among several', async () => {
    const show = (host: string) =>
      new Promise<{ status: number; name?: string }>((resolve, reject) => {
        const asked = request(`${server.url}/api/organization`, { headers: { host } }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, name: (JSON.parse(text) as { name?: string }).name }),
          );
        });
        asked.on('error', reject).end();
      });
    await expect(show('localhost')).resolves.toEqual({ status: 200, name: 'Harbor House' });
    const other = await server.addOrganization('meadow', 'Meadow');
    expect(other).not.toBe(server.organizationId);
    await expect(show('meadow.example.org')).resolves.toEqual({ status: 200, name: 'Meadow' });
    await expect(show('harbor.example.org')).resolves.toEqual({ status: 200, name: 'Harbor House' });
    await expect(show('localhost')).resolves.toMatchObject({ status: 404 });
  });

  it('says whether it is alive and ready', async () => {
    const call = server.callWith(null);
    await expect(call('health.live')).resolves.toEqual({ status: 'ok' });
    await expect(call('health.ready')).resolves.toEqual({ status: 'ok', redis: 'unused' });
  });

  it('serves the documents that describe it', async () => {
    const openapi = (await (await server.fetch('/api/openapi.json')).json()) as { paths: object };
    expect(Object.keys(openapi.paths)).toContain('/api/session/devices/{id}');
    const asyncapi = (await (await server.fetch('/api/asyncapi.json')).json()) as { asyncapi: string };
    expect(asyncapi.asyncapi).toBe('3.0.0');
  });
});

describe('HTTP behind an address of its own', () => {
  const signedIn = async (publicUrl: string) => {
    const server = await startServer({ environment: { PUBLIC_URL: publicUrl } });
    const person = await server.people.addClient();
    const response = await server.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl },
      body: JSON.stringify({ email: person.email, password: testPassword }),
    });
    await server.stop();
    return { status: response.status, headers: response.headers, cookie: response.headers.getSetCookie()[0] };
  };

  it('insists on TLS where people use TLS', async () => {
    const { status, headers, cookie } = await signedIn('https://harbor.example.org');
    expect(status).toBe(200);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
    expect(cookie).toMatch(/^__Host-homegroup=.*Secure/);
  });

  it('keeps a cookie that a plain address can keep', async () => {
    const { status, cookie } = await signedIn('http://harbor.lan');
    expect(status).toBe(200);
    expect(cookie).toMatch(/^homegroup=.*HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('Secure');
  });
});

describe('HTTP without its database', () => {
  it('fails closed, as something to try again', async () => {
    const server = await startServer();
    const staff = await server.people.addStaff('counselor');
    const call = await server.call(staff);
    await expect(call('me.show')).resolves.toBeDefined();
    await server.database.drop();
    await expect(call('me.show')).rejects.toMatchObject({
      code: expect.stringMatching(/try_again|internal/),
    });
    await expect(server.callWith(null)('health.ready')).rejects.toMatchObject({ code: 'try_again' });
    await server.app.close();
  });
});
