import type { Work } from '@homegroup/database';
import type { TestPerson } from '@homegroup/test-support';
import { sql } from 'kysely';
import { type LogRig, startLog } from './log-rig.js';

/** A membership that begins while the account is being closed: whichever is first, the other waits and takes account of it. */
describe('a membership and an account that is closed', () => {
  let log: LogRig;
  let ana: TestPerson;
  let ben: TestPerson;
  let room: string;
  beforeAll(async () => {
    log = await startLog();
    [ana, ben] = await Promise.all([log.people.addClient(), log.people.addClient()]);
    room = await log.room(ana);
  });
  afterAll(() => log?.stop());

  const join = (personId: string) => (work: Work) =>
    log.writer.openInterval(work, { conversationId: room, personId, moderator: false, authorId: null });
  const close = (personId: string) => (work: Work) =>
    work.db.updateTable('person').set({ disabled_at: new Date() }).where('id', '=', personId).execute();

  /** Does `first`, begins `second` in another transaction, and commits the first once the second waits for it. */
  const inOrder = async (
    first: (work: Work) => Promise<unknown>,
    second: (work: Work) => Promise<unknown>,
  ) => {
    const later: { over: boolean; done: Promise<unknown> } = { over: false, done: Promise.resolve() };
    const begin = async () => {
      try {
        await log.unit.run(log.organizationId, second);
      } finally {
        later.over = true;
      }
    };
    await log.unit.run(log.organizationId, async (work) => {
      await first(work);
      later.done = begin();
      while (!later.over && (await waiting()) === 0);
    });
    await later.done;
  };
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      log.database.owner,
    );
    return rows[0]?.n ?? 0;
  };
  const write = (author: TestPerson) => log.queue.append(log.draft(room, author, 'still here'));

  it('which closes last finds the membership', async () => {
    await inOrder(join(ben.id), close(ben.id));
    await expect(write(ben)).rejects.toMatchObject({ code: 'membership_ended' });
    await write(ana);
  });

  it('which is closed first is known to the membership', async () => {
    const carl = await log.people.addClient();
    await inOrder(close(carl.id), join(carl.id));
    await expect(write(carl)).rejects.toMatchObject({ code: 'membership_ended' });
    await write(ana);
  });
});
