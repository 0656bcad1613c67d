import type { Work } from '@homegroup/database';
import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import { type ServerOptions, startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { LiveClient } from './live-client.js';
import { openRoom } from './open-room.js';

/** Two nodes on one database, each with a pool and a Redis connection of its own. */
export class TwoNodes {
  private readonly clients: LiveClient[] = [];

  private constructor(
    readonly a: TestServer,
    readonly b: TestServer,
  ) {}

  static async start(options: ServerOptions = { redis: true }): Promise<TwoNodes> {
    const a = await startServer(options);
    return new TwoNodes(a, await startServer({ ...options, besides: a }));
  }

  get organizationId(): string {
    return this.a.organizationId;
  }

  async connect(node: 'a' | 'b', person: TestPerson): Promise<LiveClient> {
    const client = await LiveClient.connect(this[node], person);
    this.clients.push(client);
    return client;
  }

  async connectWith(node: 'a' | 'b', person: TestPerson, accessToken: string): Promise<LiveClient> {
    const client = await LiveClient.connectWith(this[node].url, person, accessToken);
    this.clients.push(client);
    return client;
  }

  work<T>(run: (work: Work, writer: LogWriter) => Promise<T>, node: 'a' | 'b' = 'a'): Promise<T> {
    const { app } = this[node];
    const writer = app.get(LogWriter, { strict: false });
    return app.get(UnitOfWork, { strict: false }).run(this.organizationId, (work) => run(work, writer));
  }

  room(...members: TestPerson[]): Promise<string> {
    return openRoom(this.a, members);
  }

  remove(conversationId: string, person: TestPerson, by: TestPerson, node: 'a' | 'b' = 'a') {
    return this.work(
      (work, writer) => writer.closeInterval(work, { conversationId, personId: person.id, authorId: by.id }),
      node,
    );
  }

  closeClients(): void {
    for (const client of this.clients.splice(0)) client.close();
  }

  async stop(): Promise<void> {
    this.closeClients();
    await this.b.stop();
    await this.a.stop();
  }
}
