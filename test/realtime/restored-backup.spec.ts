import { setTimeout as sleep } from 'node:timers/promises';
import { VerifyAudit } from '@homegroup/audit';
import { UnitOfWork } from '@homegroup/database';
import { finishRestore, IssueInvitation } from '@homegroup/identity';
import { wasSetBack } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { Backup } from './backup.js';
import { openRoom } from './open-room.js';
import { Screen } from './screen.js';

let server: TestServer;
let conversationId: string;
let [ana, ben]: Screen[] = [];

beforeAll(async () => {
  server = await startServer();
  const people = [await server.people.addClient(), await server.people.addClient()];
  conversationId = await openRoom(server, people);
  [ana, ben] = await Promise.all(people.map(open));
});
afterAll(async () => {
  for (const screen of [ana, ben]) screen?.close();
  await server?.stop();
});

async function open(person: TestPerson): Promise<Screen> {
  const { accessToken } = await server.openSession(person);
  return new Screen(person, conversationId, server.url, accessToken);
}
async function until(holds: () => boolean, what: string): Promise<void> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > 30_000) throw new Error(`in vain: ${what}`);
    await sleep(20);
  }
}
async function say(screen: Screen, count: number): Promise<string[]> {
  const from = screen.sent.length;
  for (let n = 0; n < count; n += 1) {
    screen.say();
    await until(() => screen.idle, 'it is sent');
  }
  return screen.sent.slice(from);
}
const shown = (screen: Screen) =>
  (screen.follower.get(conversationId)?.timeline?.items ?? []).flatMap((item) =>
    item.type === 'message' ? [`${item.seq} ${item.body}`] : [],
  );
const waitingFor = (screen: Screen) =>
  screen.outbox
    .list(conversationId)
    .flatMap(({ state, error, message }) => (state === 'failed' ? [[message.clientId, error]] : []));
const epoch = async () => {
  const { log_epoch } = await server.database.owner
    .selectFrom('organization')
    .select('log_epoch')
    .where('id', '=', server.organizationId)
    .executeTakeFirstOrThrow();
  return log_epoch;
};

describe('a restored backup', () => {
  it('is what clients show that had seen more, each message once, and what they wrote since waits to be sent again', async () => {
    if (!ana || !ben) throw new Error('nobody');
    const [here, away] = [ana, ben];
    await until(() => here.head === 2 && away.head === 2, 'both follow');
    const kept = await say(here, 6);
    await until(() => away.head === 8, 'both hold what the backup holds');
    const backup = await Backup.take(server);
    const before = await epoch();
    const lost = [...(await say(here, 5)), ...(await say(away, 1))];
    await until(() => here.head === 14 && away.head === 14, 'both are ahead of the backup');

    away.socket.disconnect();
    await backup.restore();
    const done = await finishRestore(server.database.owner, { keepAccess: true });
    expect(done).toEqual({ organizations: 1, sessionsEnded: 0, invitationsEnded: 0 });
    await until(() => here.head === 8, 'who stayed reads afresh');
    expect(waitingFor(here)).toEqual(lost.slice(0, 5).map((clientId) => [clientId, wasSetBack]));
    const [again = '', ...never] = lost;
    for (const clientId of never) here.outbox.discard(conversationId, clientId);
    here.outbox.retry(conversationId, again);
    await until(() => here.idle, 'it is sent again');
    const after = [again, ...(await say(here, 3))];
    away.socket.connect();
    await until(() => here.head === 12 && away.head === 12, 'both are where the log is');
    expect(waitingFor(away)).toEqual([[lost[5], wasSetBack]]);
    away.outbox.discard(conversationId, lost[5] ?? '');

    expect(await epoch()).not.toBe(before);
    const expected = [...kept, ...after].map((clientId, n) => `${n + 3} said under ${clientId}`);
    for (const screen of [here, away]) {
      expect(shown(screen)).toEqual(expected);
      expect(screen.follower.get(conversationId)?.epoch).toBe(await epoch());
      expect(screen.faults.filter((fault) => fault.includes('stands behind'))).toEqual([]);
      for (const clientId of never) expect(shown(screen).join()).not.toContain(clientId);
    }
    // And on: what is said now reaches both.
    await say(away, 1);
    await until(() => here.head === 13, 'it goes on');
  });

  it('signs everybody out and ends open invitations unless that is declined, and says so in the audit trail', async () => {
    if (!ana || !ben) throw new Error('nobody');
    const { id } = await server.people.addClient();
    await server.app
      .get(UnitOfWork, { strict: false })
      .run(server.organizationId, (work) =>
        server.app.get(IssueInvitation, { strict: false }).within(work, null, { id, password_hash: null }),
      );
    const ended = new Promise((resolve) => ana?.socket.once('session:ended', resolve));
    const began = performance.now();
    const done = await finishRestore(server.database.owner, { keepAccess: false });
    expect(done.organizations).toBe(1);
    expect(done.sessionsEnded).toBeGreaterThanOrEqual(2);
    expect(done.invitationsEnded).toBe(1);
    expect(await ended).toEqual({ code: 'session_ended' });
    expect(performance.now() - began).toBeLessThan(2000);

    ben.close();
    ben = await open(ben.person);
    await until(() => ben?.head === 13, 'who signs in again reads on');
    const actions = await server.database.owner
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'log.restored')
      .execute();
    expect(actions).toHaveLength(2);
    const verdict = await server.app.get(VerifyAudit, { strict: false }).check(server.organizationId);
    expect(verdict.intact).toBe(true);
  });
});
