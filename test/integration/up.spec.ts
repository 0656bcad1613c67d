import { once } from 'node:events';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf, runCli, startCli, temporaryFolder, untilRunning } from './cli-rig.js';

const oneLine = /^[^\n]+\n$/;
jest.setTimeout(300_000);

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const signIn = (url: string, email: string, password: string) =>
  fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });

async function untilGone(folder: string): Promise<number[]> {
  for (let waited = 0; waited < 100 && (await processesOf(folder)).length > 0; waited += 1) await sleep(100);
  return processesOf(folder);
}

describe('up', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const environment = { HOMEGROUP_DATA_DIR: data, PORT: '0' };
  let first: { url: string; passphrase: string | undefined };

  const taken = createServer().listen(0, '127.0.0.1');

  afterAll(async () => {
    taken.close();
    for (const id of await processesOf(folder.path)) process.kill(id, 'SIGKILL');
    await untilGone(folder.path);
    folder.remove();
  });

  it('starts everything in an empty folder, lets the sample people in, and leaves nothing running', async () => {
    const up = startCli(['up'], environment);
    first = await untilRunning(up);
    expect(first.passphrase?.length).toBeGreaterThanOrEqual(15);
    expect(up.said().out).toContain('no REDIS_URL is set');

    const ready = await fetch(`${first.url}/api/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', redis: 'unused' }]);
    const session = await signIn(first.url, 'r.oyelaran@example.org', first.passphrase ?? '');
    expect(session.status).toBe(200);
    expect((await signIn(first.url, 'r.oyelaran@example.org', 'some other passphrase')).status).toBe(401);

    const again = await runCli(['up'], environment);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(oneLine);
    expect(again.err).toContain('already runs on');

    const verified = await runCli(['audit', 'verify'], environment);
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('The audit trail is intact')]);
    const imported = await runCli(['import', 'examples/sample-programme.csv'], environment);
    expect(imported.out).toContain(
      'Brought in: nothing. Known already: 2 programmes, 5 groups, 4 staff, 30 clients',
    );
    const invited = await runCli(['invite', 'Z.Sandoval@example.org'], environment);
    expect(invited.out.split('#')[0]).toBe(`${first.url}/join`);

    for (const name of ['secrets.json', 'sample-people.txt'])
      expect(statSync(join(data, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'server.log'), 'utf8')).not.toContain(first.passphrase);

    up.child.kill('SIGINT');
    expect((await up.finished).code).toBe(0);
    expect(await untilGone(folder.path)).toEqual([]);
  });

  it('leaves nothing running when nobody reads what it says any more, as when its terminal is closed', async () => {
    const up = startCli(['up'], environment);
    await untilRunning(up);
    up.child.stdout?.destroy();
    up.child.stderr?.destroy();
    up.child.kill('SIGHUP');
    expect((await up.finished).code).toBe(0);
    expect(await untilGone(folder.path)).toEqual([]);
  });

  it('finds the same people and passphrase the next time, also after everything was killed', async () => {
    const up = startCli(['up'], environment);
    const second = await untilRunning(up);
    expect(second.passphrase).toBe(first.passphrase);
    expect((await signIn(second.url, 't.arkwright@example.org', second.passphrase ?? '')).status).toBe(200);
    for (const id of await processesOf(folder.path)) process.kill(id, 'SIGKILL');
    await up.finished;

    const third = startCli(['up'], environment);
    const { url, passphrase } = await untilRunning(third);
    expect((await signIn(url, 'k.vance@example.org', passphrase ?? '')).status).toBe(200);

    // Killed alone, `up` leaves a server that ends by itself and a PostgreSQL that the next start takes over.
    third.child.kill('SIGKILL');
    await third.finished;
    const fourth = startCli(['up'], environment);
    const server = await untilRunning(fourth);
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);

    // A part that dies takes the rest with it.
    const postmaster = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGQUIT');
    const ended = await fourth.finished;
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(oneLine);
    expect(ended.err).toContain('PostgreSQL ended by itself');
    expect(await untilGone(folder.path)).toEqual([]);
  });

  it('does not open a database whose secrets are gone, says where it lies, and leaves it as it is', async () => {
    const [secrets, aside] = [join(data, 'secrets.json'), join(folder.path, 'secrets.json')];
    renameSync(secrets, aside);
    const refused = await runCli(['up'], environment);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(oneLine);
    expect(refused.err).toContain(
      `The database in ${join(data, 'postgres')} was made with another secrets.json`,
    );
    expect(refused.err).toContain(`put it back into ${data}`);
    expect(await untilGone(folder.path)).toEqual([]);

    renameSync(aside, secrets);
    const up = startCli(['up'], environment);
    const { url, passphrase } = await untilRunning(up);
    expect((await signIn(url, 'k.vance@example.org', passphrase ?? '')).status).toBe(200);
    up.child.kill('SIGINT');
    await up.finished;
    expect(await untilGone(folder.path)).toEqual([]);
  });

  it('says in one line why it cannot start, and leaves nothing running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gone = portOf(server);
    server.close();
    await once(server, 'close');
    const cases: [Record<string, string>, string][] = [
      [{ PORT: String(portOf(taken)) }, `Port ${portOf(taken)} on 127.0.0.1 is taken`],
      [{ PORT: 'http' }, 'PORT is "http"'],
      [
        { DATABASE_URL: `postgres://me:hush@127.0.0.1:${gone}/x` },
        `127.0.0.1:${gone} cannot be used: nothing answers there. Check DATABASE_URL.`,
      ],
      [{ REDIS_URL: `redis://127.0.0.1:${gone}` }, 'Redis at'],
      [{ HOMEGROUP_DATA_DIR: '/dev/null/data' }, 'The data directory /dev/null/data cannot be used'],
      [
        { KEY_ENCRYPTION_KEY: 'short', DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' },
        'KEY_ENCRYPTION_KEY: must be 32 bytes',
      ],
    ];
    for (const [change, message] of cases) {
      const { code, err } = await runCli(['up'], { ...environment, ...change });
      expect(err).toContain(message);
      expect(err).toMatch(oneLine);
      expect(err).not.toContain('hush');
      expect(code).toBe(1);
    }
    expect(await untilGone(folder.path)).toEqual([]);
  });
});
