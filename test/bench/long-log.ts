import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UnitOfWork } from '@homegroup/database';
import { AppendQueue, Keyring, ReadLog } from '@homegroup/log';
import { sql } from 'kysely';
import { startBenchPostgres } from './bench-postgres.js';
import { Latencies, type Quantiles } from './latencies.js';
import { boundMemory } from './memory-bound.js';
import { cpuWithChildren, readFromDisk } from './process-cost.js';
import { type House, type SeededRoom, seedHouse } from './seed.js';

/**
 * How reading and appending behave as one organization's log grows: opening a conversation, a page further back, a
 * resume after 20 missed events, an append. Measured through the use cases, in one process, one after the other. With
 * `--memory` PostgreSQL gets so many MiB, its page cache included, so that most of a long log lies on disk alone.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rooms: { type: 'string', default: '200' },
    samples: { type: 'string', default: '200' },
    memory: { type: 'string' },
    json: { type: 'string' },
  },
});
for (const [name, value] of Object.entries(values))
  if (name !== 'json' && !/^[1-9]\d*$/.test(value)) {
    process.stderr.write(`--${name} ${value}: that is no whole number above 0\n`);
    process.exit(2);
  }
const most = Number(values.events);
const samples = Number(values.samples);
const chunk = 4000;
/** The first room holds this share of everything, so that one long conversation is measured as well. */
const shareOfLongest = 0.2;
const words =
  'I made it through the weekend and wanted to say thank you to all of you for picking up the phone. ';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const postgres = await startBenchPostgres();
const unbound = values.memory
  ? boundMemory(postgres.pid, Number(values.memory) * 1024 * 1024)
  : () => undefined;
const house = await seedHouse(postgres, 'homegroup', { rooms: Number(values.rooms), members: 12 });
const unit = house.context.get(UnitOfWork, { strict: false });
const keyring = house.context.get(Keyring, { strict: false });
const readLog = house.context.get(ReadLog, { strict: false });
const queue = house.context.get(AppendQueue, { strict: false });
const [longest] = house.rooms as [SeededRoom];

/** Events as sending writes them: sealed, with a client's identifier and a keyed digest; one in ten answers another. */
async function grow(room: SeededRoom, count: number): Promise<void> {
  const { rows } = await sql<{ head: number; version: number }>`
    select head, membership_version as version from conversation where id = ${room.id}`.execute(house.owner);
  const { head = 0, version = 0 } = rows[0] ?? {};
  const ids = Array.from({ length: count }, () => randomUUID());
  const sealed: Buffer[] = [];
  const key = await keyring.of(house.organizationId, room.id);
  for (const id of ids) sealed.push(key.seal(id, words).sealed);
  await sql`
    insert into log_event (conversation_id, seq, organization_id, id, kind, author_id, client_id, target_seq, at,
      membership_version, body, key_version, fingerprint, detail)
    select ${room.id}::uuid, ${head}::int + n, ${house.organizationId}::uuid, id, 'message:sent',
      (${room.members.map((each) => each.id)}::uuid[])[1 + n % 12], gen_random_uuid(),
      case when n % 10 = 0 then ${head}::int + n - 1 end, now(), ${version}::int, body, 1, ${randomBytes(16)}::bytea, '{}'
    from unnest(${ids}::uuid[], ${sealed}::bytea[]) with ordinality as e (id, body, n)`.execute(house.owner);
  await sql`update conversation set head = head + ${count} where id = ${room.id}`.execute(house.owner);
}

async function growTo(events: number, from: number): Promise<void> {
  for (let made = from, turn = 0; made < events; turn += 1) {
    const room =
      turn % Math.round(1 / shareOfLongest) === 0
        ? longest
        : (house.rooms[1 + (turn % (house.rooms.length - 1))] as SeededRoom);
    const count = Math.min(chunk, events - made);
    await grow(room, count);
    made += count;
  }
  await sql`analyze log_event`.execute(house.owner);
}

interface Step {
  events: number;
  longest: number;
  open: Quantiles;
  openAgain: Quantiles;
  pageBack: Quantiles;
  resume: Quantiles;
  append: Quantiles;
  /** Milliseconds of Postgres's processor time per call, over all of the above. */
  postgresCpu: number;
  /** KiB that were read from the disk per call, over all of the above. */
  diskPerCall: number;
  bytesPerEvent: number;
}

async function measureStep(events: number): Promise<Step> {
  const measured = async (run: (room: SeededRoom, turn: number) => Promise<unknown>): Promise<Quantiles> => {
    const latencies = new Latencies();
    for (let turn = 0; turn < samples; turn += 1) {
      // Every second one in the longest conversation, at places that are far apart.
      const room = turn % 2 ? longest : (house.rooms[(turn * 7) % house.rooms.length] as SeededRoom);
      const began = performance.now();
      await run(room, turn);
      latencies.add(performance.now() - began);
    }
    return latencies.quantiles();
  };
  const reader = (room: SeededRoom) => ({
    organizationId: house.organizationId,
    personId: room.members[1]?.id ?? '',
  });
  const heads = await headsOf(house);
  const { epoch } = await sql<{ epoch: string }>`
    select log_epoch as epoch from organization where id = ${house.organizationId}`
    .execute(house.owner)
    .then(({ rows }) => rows[0] as { epoch: string });
  const head = (room: SeededRoom) => heads.get(room.id) ?? 0;
  const before = cpuWithChildren(postgres.pid);
  const readBefore = readFromDisk(postgres.pid);
  const open = (room: SeededRoom) => readLog.follow(reader(room), [{ conversationId: room.id, after: null }]);
  const first = await measured(open);
  const again = await measured(open);
  const pageBack = await measured((room, turn) =>
    readLog.page(reader(room), room.id, {
      before: Math.max(60, Math.floor(head(room) * ((turn % 97) / 97))),
      limit: 50,
    }),
  );
  const resume = await measured((room) =>
    readLog.follow(reader(room), [
      { conversationId: room.id, after: { epoch, seq: Math.max(13, head(room) - 20) } },
    ]),
  );
  const append = await measured((room) =>
    queue.append({
      organizationId: house.organizationId,
      conversationId: room.id,
      authorId: room.members[1]?.id ?? '',
      clientId: randomUUID(),
      kind: 'message:sent',
      target: null,
      body: words,
      detail: {},
    }),
  );
  const postgresCpu = ((cpuWithChildren(postgres.pid) - before) * 1000) / (5 * samples);
  const diskPerCall = (readFromDisk(postgres.pid) - readBefore) / 1024 / (5 * samples);
  const { rows } = await sql<{ bytes: number }>`select pg_total_relation_size('log_event') as bytes`.execute(
    house.owner,
  );
  return {
    events,
    longest: head(longest),
    open: first,
    openAgain: again,
    pageBack,
    resume,
    append,
    postgresCpu,
    diskPerCall,
    bytesPerEvent: Math.round((rows[0]?.bytes ?? 0) / events),
  };
}

async function headsOf(of: House): Promise<Map<string, number>> {
  const rows = await of.owner.selectFrom('conversation').select(['id', 'head']).execute();
  return new Map(rows.map((row) => [row.id, row.head]));
}

try {
  const steps: Step[] = [];
  const cell = ({ p50, p99 }: Quantiles) => `${p50?.toFixed(1)} / ${p99?.toFixed(1)}`.padStart(15);
  say(
    `${'events'.padStart(10)}${['open', 'open again', 'page back', 'resume', 'append'].map((each) => each.padStart(15)).join('')}   ms, p50 / p99`,
  );
  let grown = 0;
  await unit.run(house.organizationId, () => Promise.resolve());
  for (const events of [10_000, 100_000, 1_000_000, 10_000_000].filter((each) => each <= most)) {
    await growTo(events, grown);
    grown = events;
    const step = await measureStep(events);
    steps.push(step);
    say(
      `${String(events).padStart(10)}${[step.open, step.openAgain, step.pageBack, step.resume, step.append].map(cell).join('')}   Postgres ${step.postgresCpu.toFixed(2)} ms and ${step.diskPerCall.toFixed(0)} KiB from disk per call, ${step.bytesPerEvent} bytes per event`,
    );
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(steps, null, 2)}\n`);
} finally {
  await house.close();
  await postgres.stop();
  unbound();
}
