import { randomBytes, randomUUID } from 'node:crypto';
import type { TestPerson } from '@homegroup/test-support';
import fc from 'fast-check';
import { type LogRig, startLog } from './log-rig.js';

/** Who they are to the open room. All but the stranger and the moderator of nothing stand in the locked one too. */
const standings = [
  'moderator',
  'member',
  'muted',
  'muted, back again',
  'allowed to speak again',
  'gated',
  'expired',
  'left',
  'back again',
  'disabled',
  'disabled, back again',
  'enabled again',
  'stranger',
] as const;

const whoCameBack = ['back again', 'muted, back again', 'disabled, back again'];

let log: LogRig;
const people = new Map<string, TestPerson>();
const rooms: string[] = [];
/** Of a message that stands in either room. */
const knownClient = randomUUID();
const fingerprints = new Map<string, Buffer>();

beforeAll(async () => {
  log = await startLog();
  for (const standing of standings)
    people.set(
      standing,
      standing === 'moderator' ? await log.people.addStaff('counselor') : await log.people.addClient(),
    );
  const of = (standing: string) => {
    const person = people.get(standing);
    if (!person) throw new Error(standing);
    return person;
  };
  const within = (act: Parameters<LogRig['unit']['run']>[1]) => log.unit.run(log.organizationId, act);
  for (const locked of [false, true]) {
    const conversationId = await log.room(
      ...standings.filter((each) => each !== 'stranger').map((each) => of(each)),
    );
    rooms.push(conversationId);
    for (const [nth, standing] of (['member', 'left', 'back again'] as const).entries())
      await log.queue.append(log.draft(conversationId, of(standing), `word ${nth}`));
    await log.queue.append(log.draft(conversationId, of('member'), 'said before', { clientId: knownClient }));
    await within(async (work) => {
      const until = new Date(Date.now() + 3_600_000);
      const authorId = of('moderator').id;
      for (const standing of ['muted', 'muted, back again', 'allowed to speak again'])
        await log.writer.muteMember(work, {
          conversationId,
          personId: of(standing).id,
          until,
          authorId,
          reason: 'rest',
        });
      await log.writer.liftMute(work, {
        conversationId,
        personId: of('allowed to speak again').id,
        authorId,
      });
      for (const standing of ['left', ...whoCameBack])
        await log.writer.closeInterval(work, { conversationId, personId: of(standing).id, authorId: null });
      await log.writer.setExpiry(work, {
        conversationId,
        personId: of('expired').id,
        expiresAt: new Date(Date.now() - 1000),
      });
      await work.db
        .updateTable('conversation_member')
        .set({ gated_from_version: 1 })
        .where('person_id', '=', of('gated').id)
        .execute();
      const account = (standing: string, disabled_at: Date | null) =>
        work.db.updateTable('person').set({ disabled_at }).where('id', '=', of(standing).id).execute();
      for (const standing of ['disabled', 'disabled, back again', 'enabled again'])
        await account(standing, new Date());
      await account('enabled again', null);
    });
    await log.queue.append(log.draft(conversationId, of('member'), 'while some were away'));
    await within(async (work) => {
      for (const standing of whoCameBack)
        await log.writer.openInterval(work, {
          conversationId,
          personId: of(standing).id,
          moderator: false,
          authorId: null,
        });
      if (locked)
        await log.writer.append(work, { conversationId, kind: 'room:locked', authorId: of('moderator').id });
    });
  }
  const known = await log.database.owner
    .selectFrom('log_event')
    .select(['conversation_id', 'fingerprint'])
    .where('client_id', '=', knownClient)
    .execute();
  for (const row of known) if (row.fingerprint) fingerprints.set(row.conversation_id, row.fingerprint);
});
afterAll(() => log?.stop());

interface Told {
  idx: number;
  outcome: string;
  at: string | null;
  until?: string | null;
}
interface Asked {
  room: number;
  author: string;
  target: number | null;
  mention: string | null;
  again: 'new' | 'same' | 'other';
}
const asked: fc.Arbitrary<Asked> = fc.record({
  room: fc.nat({ max: 2 }),
  author: fc.constantFrom(...standings),
  // Half without, each: an ordinary message has neither.
  target: fc.option(fc.integer({ min: 0, max: 24 }), { freq: 2 }),
  mention: fc.option(fc.constantFrom(...standings), { freq: 2 }),
  again: fc.constantFrom('new', 'new', 'new', 'same', 'other'),
});

type Appending = 'append_batch' | 'append_entry';

/** What a function answers to a batch; nothing of it stays. */
async function answers(name: Appending, batch: readonly Asked[]) {
  const client = await log.pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.organization_id', $1, true)", [log.organizationId]);
    const sorted = batch
      .map((each) => ({ ...each, conversation: rooms[each.room] ?? '00000000-0000-4000-8000-000000000000' }))
      .sort((a, b) => Number(a.conversation > b.conversation) - Number(a.conversation < b.conversation));
    const ids = sorted.map((_, nth) => `00000000-0000-4000-9000-${String(nth).padStart(12, '0')}`);
    const columns = [
      sorted.map((each) => each.conversation),
      sorted.map((each) => people.get(each.author)?.id),
      sorted.map((each, nth) => (each.again === 'new' ? ids[nth] : knownClient)),
      ids,
      sorted.map(() => 'message:sent'),
      sorted.map((each) => each.target),
      sorted.map(() => randomBytes(8)),
      sorted.map(() => 1),
      sorted.map((each) =>
        each.again === 'same'
          ? (fingerprints.get(each.conversation) ?? randomBytes(16))
          : Buffer.from(each.again.padEnd(16, '.')),
      ),
      sorted.map((each) => JSON.stringify(each.mention ? { mentions: [people.get(each.mention)?.id] } : {})),
    ];
    const parameters =
      '$2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::bytea[], $9::smallint[], $10::bytea[], $11::jsonb[]';
    const { rows } = await client.query<{ told: Told }>(
      name === 'append_batch'
        ? `select row_to_json(r) as told from append_batch($1, ${parameters}, 900) r`
        : `select append_entry(idx::int, $1, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, 900) as told
            from unnest(${parameters}) with ordinality as e (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, idx)`,
      [log.organizationId, ...columns],
    );
    const stored = await client.query<Record<string, unknown>>(
      "select conversation_id, seq, author_id, client_id, target_seq, membership_version, detail from log_event where id::text like '00000000-0000-4000-9000-%' order by conversation_id, seq",
    );
    const heads = await client.query<Record<string, unknown>>(
      'select id, head from conversation order by id',
    );
    const told = rows
      .map(({ told: { at, until = null, ...row } }) => ({ ...row, until, at: at !== null }))
      .sort((a, b) => a.idx - b.idx);
    return { told, stored: stored.rows, heads: heads.rows };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('what is appended the short way', () => {
  it('is answered, numbered and stored as the long way', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 16 }), async (batch) => {
        const each = await answers('append_entry', batch);
        expect(each).toEqual(await answers('append_batch', batch));
        for (const row of each.told) seen.add(row.outcome);
      }),
      { numRuns: 150, seed: 6 },
    );
    // The rule was tried on every kind of answer.
    expect([...seen].sort((a, b) => a.localeCompare(b))).toEqual([
      'agreement_required',
      'appended',
      'conflict',
      'membership_ended',
      'mention_not_found',
      'muted',
      'not_found',
      'repeated',
      'room_locked',
      'target_not_found',
    ]);
  });
});
