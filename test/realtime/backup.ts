import { type TestServer, testPostgresUrl } from '@homegroup/test-support';
import pg from 'pg';

/**
 * A copy of a server's database, file by file, made and put back by PostgreSQL while nobody is connected: what a copy of
 * a stopped cluster holds. The server stays up and meets a database that is away for a moment.
 */
export class Backup {
  private constructor(private readonly name: string) {}

  static async take(server: TestServer): Promise<Backup> {
    const { name } = server.database;
    await alone(name, (client) =>
      client.query(`create database ${name}_backup template ${name} strategy file_copy`),
    );
    return new Backup(name);
  }

  /** What was written since is gone. */
  async restore(): Promise<void> {
    const { name } = this;
    await alone(name, async (client) => {
      await client.query(`alter database ${name} rename to ${name}_lost`);
      await client.query(`alter database ${name}_backup rename to ${name}`);
    });
    await asSuperuser((client) => client.query(`drop database ${name}_lost with (force)`));
  }
}

async function asSuperuser(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(testPostgresUrl());
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const alone = (name: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> =>
  asSuperuser(async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    );
    try {
      await work(client);
    } finally {
      await client.query(`alter database ${name} allow_connections true`);
    }
  });
