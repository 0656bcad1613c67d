import pg from 'pg';

/** Milliseconds. */
const every = 500;
/** At so many looks one after the other nothing has come back; then PostgreSQL is asked what became of it. */
const patience = 4;
/** How long that may take, in milliseconds. */
const askingTakes = 2000;

/** What a client is made of and pg's types leave out. */
interface Wired {
  connection: { stream: { bytesRead: number; bytesWritten: number; destroy(error: Error): void } };
  /** Of the process in PostgreSQL that serves it. */
  processID: number | null;
}

/** A client of the pool, and what had come and gone on it at the last look. */
class Watched {
  private readonly wire: Wired;
  private answered = 0;
  private read = 0;
  private written = 0;
  private silentLooks = 0;

  constructor(client: pg.PoolClient) {
    this.wire = client as unknown as Wired;
    const settle = () => {
      this.answered = this.stream.bytesWritten;
    };
    settle();
    client.on('drain', settle);
  }

  private get stream() {
    return this.wire.connection.stream;
  }

  get pid(): number | null {
    return this.wire.processID;
  }

  get idle(): boolean {
    return this.stream.bytesWritten === this.answered;
  }

  look(): void {
    const { bytesRead, bytesWritten } = this.stream;
    const moved = bytesRead !== this.read || bytesWritten !== this.written;
    this.silentLooks = moved || this.idle ? 0 : this.silentLooks + 1;
    this.read = bytesRead;
    this.written = bytesWritten;
  }

  /** Whether something was asked on it and nothing has come back for longer than the patience. */
  get silent(): boolean {
    return this.silentLooks >= patience && this.stream.bytesRead === this.read;
  }

  /** It is asked about again after as long. */
  excuse(): void {
    this.silentLooks = 0;
  }

  giveUp(): void {
    this.stream.destroy(new Error('Connection terminated: it was forgotten on the way'));
  }
}

/**
 * Of these processes, those that PostgreSQL still has at work, or had a moment ago. `direct` says that who answers is
 * the process that was promised when connecting: behind a pooler it is another, and nothing can be said of any.
 */
const whoWorks = `select pg_backend_pid() = $2 as direct, array(
  select pid from pg_stat_activity where pid = any($1)
    and (state like 'idle%' and state_change < clock_timestamp() - interval '1 s') is not true) as working`;

/**
 * Looks twice a second for connections of a pool on which something was asked and nothing comes back, and asks PostgreSQL
 * on a connection of its own whether it is at work on it. If it is not, a firewall or a switch-over forgot the
 * connection: it is broken at once, with those that idle, which were most likely forgotten with it. Whoever waited is
 * told of an outage and asks again. A slow statement, or one that waits for a lock, is left alone.
 */
export function watchForgotten(pool: pg.Pool, connectionString: string): void {
  const clients = new Map<pg.PoolClient, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  const look = async () => {
    for (const each of clients.values()) each.look();
    const suspects = [...clients.values()].filter((each) => each.silent);
    if (suspects.length === 0 || asking) return;
    asking = true;
    const working = await askWhoWorks(connectionString, suspects);
    asking = false;
    // What came meanwhile speaks for itself, as after this process was frozen.
    const forgotten = working && suspects.filter((each) => each.silent && !working.has(each.pid));
    for (const each of suspects) each.excuse();
    if (!forgotten?.length) return;
    for (const each of clients.values()) if (each.idle || forgotten.includes(each)) each.giveUp();
  };
  pool.on('connect', (client) => {
    clients.set(client, new Watched(client));
    timer ??= setInterval(() => void look(), every).unref();
  });
  pool.on('remove', (client) => {
    clients.delete(client);
    if (clients.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  });
}

/** @returns null when nobody can say. */
async function askWhoWorks(
  connectionString: string,
  suspects: readonly Watched[],
): Promise<Set<number | null> | null> {
  const asker = new pg.Client({
    connectionString,
    connectionTimeoutMillis: askingTakes,
    query_timeout: askingTakes,
    application_name: 'homegroup',
  });
  // An outage is told of by whoever waits for an answer.
  asker.on('error', () => undefined);
  try {
    await asker.connect();
    const { rows } = await asker.query<{ direct: boolean; working: number[] }>(whoWorks, [
      suspects.map((each) => each.pid),
      (asker as unknown as Wired).processID,
    ]);
    return rows[0]?.direct ? new Set(rows[0].working) : null;
  } catch {
    return null;
  } finally {
    asker.end().catch(() => undefined);
  }
}
