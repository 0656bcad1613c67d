import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Configuration, readConfiguration } from '@homegroup/config';
import { UnitOfWork } from '@homegroup/database';
import { createOrganization, type OpenedSession, OpenSession } from '@homegroup/identity';
import { createHttpClient, type HttpClient } from '@homegroup/protocol';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../apps/server/src/create-app.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { TestPeople, type TestPerson } from './people.js';
import { testRedisUrl } from './service-urls.js';

export interface ServerOptions {
  /** Uses this run's Redis. */
  redis?: boolean;
  /** Another node on the database of this one, with the same keys. */
  besides?: TestServer;
  /** More of the environment, by the names in libs/config. */
  environment?: Record<string, string>;
  /** Where the log goes instead of standard output. */
  logTo?: NodeJS.WritableStream;
}

const environmentOf = (database: TestDatabase, options: ServerOptions): Record<string, string> => ({
  PORT: '0',
  DATABASE_APP_URL: database.appUrl,
  DATABASE_POOL: '6',
  KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  TOKEN_SECRET: randomBytes(32).toString('base64'),
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
  ...(options.redis && { REDIS_URL: testRedisUrl() }),
  ...options.environment,
});

/** The whole server on a database of its own, with one organization in it. */
export class TestServer {
  readonly people: TestPeople;
  private readonly clients = new Map<string, Promise<HttpClient>>();

  constructor(
    readonly app: NestExpressApplication,
    /** `http://127.0.0.1:<port>` */
    readonly url: string,
    readonly configuration: Configuration,
    readonly environment: Record<string, string>,
    readonly database: TestDatabase,
    readonly organizationId: string,
    private readonly ownsDatabase: boolean,
  ) {
    this.people = new TestPeople(database.owner, organizationId);
  }

  /** Signs a person in without a password, as sign-in would have. */
  openSession(person: TestPerson): Promise<OpenedSession> {
    return this.app.get(UnitOfWork, { strict: false }).run(person.organizationId, (work) =>
      this.app.get(OpenSession, { strict: false }).within(work, {
        id: person.id,
        role: person.role,
        legal_name: person.legalName,
        display_name: person.displayName,
        staff_role: null,
      }),
    );
  }

  /** The typed client of a person, over HTTP; signed in once per person. */
  call(person: TestPerson): Promise<HttpClient> {
    let client = this.clients.get(person.id);
    if (!client) {
      client = this.openSession(person).then((session) => this.callWith(session.accessToken));
      this.clients.set(person.id, client);
    }
    return client;
  }

  /** The typed client with a bare token, or nobody's. */
  callWith(accessToken: string | null): HttpClient {
    return createHttpClient({ baseUrl: this.url, accessToken: () => accessToken });
  }

  /** Without the client: for what the typed client cannot say. */
  fetch(path: string, init: RequestInit & { as?: string } = {}): Promise<Response> {
    const { as, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (as) headers.set('authorization', `Bearer ${as}`);
    return fetch(`${this.url}${path}`, { ...rest, headers });
  }

  /** Another tenant in the same database. */
  addOrganization(slug: string, name: string): Promise<string> {
    return createOrganization(this.database.owner, {
      slug,
      name,
      timeZone: 'America/Chicago',
      keyEncryptionKey: this.configuration.KEY_ENCRYPTION_KEY,
    });
  }

  /** Ends the server; the database goes with the server that made it. */
  async stop(): Promise<void> {
    await this.app.close();
    if (this.ownsDatabase) await this.database.drop();
  }
}

/** Starts the real application on a free port. Stop it in `afterAll`; stop those `besides` it first. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { besides } = options;
  const database = besides?.database ?? (await createTestDatabase());
  const environment = {
    ...environmentOf(database, options),
    ...besides?.environment,
    ...options.environment,
  };
  const configuration = readConfiguration(environment);
  const organizationId =
    besides?.organizationId ??
    (await createOrganization(database.owner, {
      slug: 'harbor',
      name: 'Harbor House',
      timeZone: 'America/New_York',
      keyEncryptionKey: configuration.KEY_ENCRYPTION_KEY,
    }));
  const app = await createApp(configuration, options.logTo);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return new TestServer(app, url, configuration, environment, database, organizationId, !besides);
}

/** What a browser on a page of this server says with every request that changes something. */
export const originOf = (server: TestServer): Record<string, string> => ({ origin: server.url });
