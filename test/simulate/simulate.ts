import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { createClient } from 'redis';
import { type BenchPostgres, startBenchPostgres } from '../bench/bench-postgres.js';
import { startBenchRedis } from '../bench/bench-redis.js';
import { OwnProcess } from '../bench/own-process.js';
import { cpuOf, cpuOfMachine, cpuWithChildren } from '../bench/process-cost.js';
import { type House, seedHouse } from '../bench/seed.js';
import { seedOrganizations } from './houses.js';
import type { Head, Question, Seen, Served } from './node-talk.js';
import type { Options } from './options.js';
import { type Organization, place, type Share } from './placement.js';

/** Milliseconds in which everything that was written must have arrived. */
const patience = 60_000;
/** Milliseconds in which each part must have ended: one that cannot must not keep the others. */
const patienceAtEnd = 20_000;
/** Of PostgreSQL, less some for the simulation itself. */
const connections = 84;

/** What a run used and wrote besides its nodes, while people spoke. */
export interface Around {
  /** Seconds. */
  elapsed: number;
  /** Seconds of processor time. */
  redisCpu: number;
  postgresCpu: number;
  machineCpu: number;
  /** SPUBLISH commands, and bytes that Redis sent to anybody. */
  publications: number;
  redisBytes: number;
  walBytes: number;
  databaseBytes: number;
}

export interface Observed {
  options: Options;
  served: Served[];
  seen: Seen[];
  around: Around;
  /** Messages, as PostgreSQL says. */
  written: number;
}

/** One run, and nothing of it left running or lying about when it ends, however it ends. */
export async function simulate(
  options: Options,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Observed> {
  const endings: Array<() => Promise<unknown>> = [];
  const closing = <T>(ending: (of: T) => Promise<unknown>, of: T): T => {
    endings.unshift(() => ending(of));
    return of;
  };
  try {
    const postgres = closing((each) => each.stop(), await startBenchPostgres());
    signal.throwIfAborted();
    const redis = closing((each) => each.stop(), await startBenchRedis());
    signal.throwIfAborted();
    const house = closing(
      (each) => each.close(),
      await seedHouse(postgres, 'homegroup', { rooms: 0, members: 0 }),
    );
    const organizations = await seedOrganizations(house, options, signal);
    say(`${options.members} members in ${organizations.length} organizations are in the database`);
    const nodes: OwnProcess[] = [];
    closing((each) => Promise.all(each.map((node) => node.end())), nodes);
    const environment = {
      ...house.environment,
      REDIS_URL: redis.url,
      DATABASE_POOL: String(Math.max(2, Math.min(12, Math.floor(connections / options.nodes)))),
    };
    for (let started = 0; started < options.nodes; started += 1) {
      signal.throwIfAborted();
      const node = OwnProcess.start('test/simulate/node.js', { environment });
      nodes.push(node);
      await node.says();
    }
    const running = run(options, { postgres, redis, house, organizations, nodes, say });
    return await Promise.race([running, aborted(signal)]);
  } finally {
    for (const end of endings)
      await Promise.race([end(), sleep(patienceAtEnd)]).catch((error: Error) => say(error.message));
  }
}

interface Stage {
  postgres: BenchPostgres;
  redis: { url: string; pid: number };
  house: House;
  organizations: Organization[];
  nodes: OwnProcess[];
  say: (line: string) => void;
}

async function run(options: Options, stage: Stage): Promise<Observed> {
  const { nodes, organizations, house, say } = stage;
  const shares = place(organizations, nodes.length, options.placement);
  const served = await askEach<Served>(nodes, (node) => ({ kind: 'serve', shares: shares[node] ?? [] }));
  say(`they follow on ${nodes.length} nodes: ${served.map(({ members }) => members).join(', ')}`);
  await askEach(nodes, () => ({ kind: 'warm' }));
  const greeted = await readHeads(house, organizations);
  await askEach(nodes, () => ({ kind: 'settle', heads: greeted, patience }));
  say('something was said in every room; now it counts');
  await askEach(nodes, () => ({ kind: 'count' }));
  const before = await lookAround(stage);
  await askEach(nodes, (node) => ({
    kind: 'speak',
    rate: (options.rate * membersOf(shares[node] ?? [])) / options.members,
    seconds: options.seconds,
    seed: options.seed * 1000 + node,
  }));
  const heads = await readHeads(house, organizations);
  const seen = await askEach<Seen>(nodes, () => ({ kind: 'finish', heads, patience }));
  const after = await lookAround(stage);
  const around = Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - before[name as keyof Around]]),
  ) as unknown as Around;
  return { options, served, seen, around, written: total(heads) - total(greeted) };
}

const total = (heads: readonly Head[]): number => heads.reduce((sum, [, head]) => sum + head, 0);

const membersOf = (shares: readonly Share[]): number =>
  shares.reduce((sum, { rooms }) => sum + rooms.reduce((all, room) => all + room.members.length, 0), 0);

const askEach = <T>(nodes: readonly OwnProcess[], question: (node: number) => Question): Promise<T[]> =>
  Promise.all(nodes.map((node, nth) => node.ask<T>(question(nth))));

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

async function readHeads({ owner }: House, organizations: readonly Organization[]): Promise<Head[]> {
  const rows = await owner.selectFrom('conversation').select(['id', 'head']).execute();
  const heads = new Map(rows.map(({ id, head }) => [id, head]));
  return organizations.flatMap(({ rooms }) =>
    rooms.map((room): Head => [room.index, heads.get(room.conversationId) ?? 0]),
  );
}

/** What has been used up to now; the difference of two looks is what was used between. */
async function lookAround({ postgres, redis, house }: Stage): Promise<Around> {
  const { rows } = await sql<{ wal: number; size: number }>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal, pg_database_size(current_database()) as size
  `.execute(house.owner);
  const client = createClient({ url: redis.url });
  client.on('error', () => undefined);
  await client.connect();
  const info = `${await client.info('stats')}\n${await client.info('commandstats')}`;
  client.destroy();
  const number = (pattern: RegExp) => Number(pattern.exec(info)?.[1] ?? 0);
  return {
    elapsed: performance.now() / 1000,
    redisCpu: cpuOf([redis.pid]),
    postgresCpu: cpuWithChildren(postgres.pid),
    machineCpu: cpuOfMachine(),
    publications: number(/cmdstat_spublish:calls=(\d+)/),
    redisBytes: number(/total_net_output_bytes:(\d+)/),
    walBytes: rows[0]?.wal ?? 0,
    databaseBytes: rows[0]?.size ?? 0,
  };
}
