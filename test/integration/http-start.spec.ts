import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Configuration, readConfiguration } from '@homegroup/config';
import { createTestDatabase, type TestDatabase, testPostgresUrl } from '@homegroup/test-support';
import { runServer } from '../../apps/server/src/run-server.js';

const key = Buffer.alloc(32, 7).toString('base64');

describe('starting the server', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const configured = (environment: Record<string, string>): Configuration =>
    readConfiguration({
      PORT: '0',
      DATABASE_APP_URL: database.appUrl,
      KEY_ENCRYPTION_KEY: key,
      TOKEN_SECRET: key,
      LOG_LEVEL: 'fatal',
      ...environment,
    });
  const failure = (environment: Record<string, string>): Promise<string> =>
    runServer(configured(environment)).then(
      () => 'started',
      (error: Error) => error.message,
    );
  const oneLine = /^[^\n]+$/;

  it('names a taken port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const message = await failure({ PORT: String(port) });
    taken.close();
    expect(message).toMatch(oneLine);
    expect(message).toContain(`Port ${port} on 127.0.0.1 is taken`);
  });

  it('says that the database cannot be reached, and never its password', async () => {
    const message = await failure({ DATABASE_APP_URL: 'postgres://homegroup_app:secret@127.0.0.1:1/none' });
    expect(message).toMatch(oneLine);
    expect(message).toContain('127.0.0.1:1');
    expect(message).not.toContain('secret');
  });

  it('refuses a role that could read across organizations, and an empty database', async () => {
    const superuser = new URL(testPostgresUrl());
    superuser.pathname = `/${database.name}`;
    expect(await failure({ DATABASE_APP_URL: superuser.toString() })).toMatch(
      /could read across organizations/,
    );
    const empty = new URL(database.appUrl);
    empty.pathname = '/postgres';
    expect(await failure({ DATABASE_APP_URL: empty.toString() })).toMatch(/run "homegroup migrate"/);
  });

  it('lists every fault of the environment at once, without a value', () => {
    const read = () => readConfiguration({ PORT: 'canary', TOKEN_SECRET: 'canary' });
    expect(read).toThrow(
      /PORT.*\n.*DATABASE_APP_URL is missing\n.*KEY_ENCRYPTION_KEY is missing\n.*TOKEN_SECRET/,
    );
    expect(read).not.toThrow(/canary/);
  });
});
