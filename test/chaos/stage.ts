import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DB, openKysely, openPool } from '@homegroup/database';
import { type Kysely, sql } from 'kysely';
import { applicationUrl, ensureSecrets } from '../../apps/cli/src/installation.js';
import { type RunningPostgres, startPostgres } from '../../apps/cli/src/up/embedded-postgres.js';
import { freePort } from '../../apps/cli/src/up/ports.js';
import { now, type Recorder } from './recorder.js';
import { RedisServer } from './redis-server.js';
import { ServerNode } from './server-node.js';

const host = '127.0.0.1';

/** PostgreSQL, Redis and the server processes of one run, with data of their own that is gone afterwards. */
export class Stage {
  readonly nodes: ServerNode[] = [];
  private postgresRuns = true;

  private constructor(
    readonly directory: string,
    private postgres: RunningPostgres,
    readonly redis: RedisServer,
    /** As the owner of the database, past every proxy. */
    readonly owner: Kysely<DB>,
    readonly environment: Record<string, string>,
  ) {}

  /** `build` is the folder of the compiled server under test. */
  static async start(build: string, recorder: Recorder, nodes: number): Promise<Stage> {
    const directory = mkdtempSync(join(tmpdir(), 'homegroup-chaos-'));
    const secrets = ensureSecrets(directory);
    const postgres = await startPostgres(directory, secrets);
    // For a run that breaks off: PostgreSQL is in a session of its own and would go on.
    const stopPostgres = () => (stage?.postgres ?? postgres).process.kill('SIGQUIT');
    let stage: Stage | null = null;
    process.once('exit', stopPostgres);
    const redis = await RedisServer.start(await freePort(host));
    const owner = openKysely(openPool(postgres.url, { max: 3, onError: () => undefined }));
    const database = (await import(
      pathToFileURL(join(build, 'libs/database/src/index.js')).href
    )) as typeof import('@homegroup/database');
    await database.migrate(owner as unknown as Kysely<never>, { password: secrets.applicationPassword });
    await requireDurable(owner);
    stage = new Stage(directory, postgres, redis, owner, {
      DATABASE_APP_URL: applicationUrl(postgres.url, secrets.applicationPassword),
      DATABASE_POOL: '6',
      KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
      TOKEN_SECRET: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
    });
    const { environment } = stage;
    stage.nodes.push(
      ...(await Promise.all(
        Array.from({ length: nodes }, async (_, number) =>
          ServerNode.make(number, {
            build,
            environment,
            port: await freePort(host),
            postgresPort: Number(new URL(postgres.url).port),
            redisPort: Number(new URL(redis.url).port),
            log: join(directory, `node-${number}.log`),
            onExited: (how, killed) => recorder.add({ type: 'exited', at: now(), node: number, how, killed }),
          }),
        ),
      )),
    );
    return stage;
  }

  /** An immediate stop: nothing is written any more, and the next start recovers from the log. */
  async crashPostgres(): Promise<void> {
    if (!this.postgresRuns) return;
    this.postgresRuns = false;
    const { process: child } = this.postgres;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await ended;
  }

  async revivePostgres(): Promise<void> {
    if (this.postgresRuns) return;
    this.postgres = await startPostgres(this.directory, ensureSecrets(this.directory));
    this.postgresRuns = true;
  }

  async stop(options: { keep: boolean }): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    this.redis.thaw();
    await this.redis.kill();
    await this.owner.destroy();
    if (this.postgresRuns) await this.postgres.stop();
    if (!options.keep) rmSync(this.directory, { recursive: true, force: true });
  }
}

async function requireDurable(owner: Kysely<DB>): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(owner);
    if (rows[0]?.value !== 'on') throw new Error(`${setting} is not on`);
  }
}
