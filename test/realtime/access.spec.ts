import type { TestPerson } from '@homegroup/test-support';
import type { LiveClient } from './live-client.js';
import { TwoNodes } from './two-nodes.js';

/** The promise of I6, in milliseconds. */
const twoSeconds = 2000;

let nodes: TwoNodes;
let supervisor: TestPerson;
let counselor: TestPerson;

beforeAll(async () => {
  nodes = await TwoNodes.start({});
  supervisor = await nodes.a.people.addStaff('clinical_supervisor');
  counselor = await nodes.a.people.addStaff('counselor');
});
afterEach(() => nodes?.closeClients());
afterAll(() => nodes?.stop());

const took = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return performance.now() - began;
};
const ended = (client: LiveClient) => client.until(() => !client.socket.connected, 'the end');
async function seated() {
  const ana = await nodes.a.people.addClient({ counselor });
  const room = await nodes.room(counselor, ana);
  const client = await nodes.connect('b', ana);
  await client.follow(room);
  return { ana, room, client };
}

// Two nodes that hear nothing of each other: what node a is asked must reach a connection on node b all the same.
describe('I6: access that was taken ends what is pushed on another node within two seconds', () => {
  it('after a device is signed out, and the other device stays', async () => {
    const ana = await nodes.a.people.addClient();
    const [first, second] = [await nodes.a.openSession(ana), await nodes.a.openSession(ana)];
    const [gone, kept] = [
      await nodes.connectWith('b', ana, first.accessToken),
      await nodes.connectWith('b', ana, second.accessToken),
    ];
    const call = nodes.a.callWith(second.accessToken);
    const device = (await call('session.list')).find((each) => !each.current);
    await call('session.end', { params: { id: device?.id ?? '' } });
    expect(await took(() => ended(gone))).toBeLessThan(twoSeconds);
    expect(gone.of('session:ended')).toEqual([{ code: 'session_ended' }]);
    expect(kept.socket.connected).toBe(true);
    await expect(nodes.connectWith('b', ana, first.accessToken)).rejects.toMatchObject({
      data: { code: 'session_ended' },
    });
  });

  it('after a device is signed out: over its connection, which stands for a moment, nothing is resumed any more', async () => {
    const ana = await nodes.a.people.addClient();
    const room = await nodes.room(counselor, ana);
    const [first, second] = [await nodes.a.openSession(ana), await nodes.a.openSession(ana)];
    const gone = await nodes.connectWith('b', ana, first.accessToken);
    const kept = await nodes.connectWith('b', ana, second.accessToken);
    const resume = { conversations: [{ conversationId: room, after: null }] };
    expect(await gone.codeOf('conversation:subscribe', resume)).toBe('ok');
    const call = nodes.a.callWith(second.accessToken);
    const device = (await call('session.list')).find((each) => !each.current);
    await call('session.end', { params: { id: device?.id ?? '' } });
    const answered = gone.codeOf('conversation:subscribe', resume);
    expect(['session_ended', 'cut']).toContain(await Promise.race([answered, ended(gone).then(() => 'cut')]));
    expect(await kept.codeOf('conversation:subscribe', resume)).toBe('ok');
  });

  it('after the account is closed', async () => {
    const { ana, client } = await seated();
    const call = await nodes.a.call(supervisor);
    await call('people.disable', { params: { id: ana.id }, body: { reason: 'asked for it' } });
    expect(await took(() => ended(client))).toBeLessThan(twoSeconds);
  });

  it('after a discharge that is no completion: rooms close, the past stays readable, nothing later', async () => {
    const ana = await nodes.a.people.addClient({ counselor });
    const [asSupervisor, asCounselor, asAna] = await Promise.all(
      [supervisor, counselor, ana].map((person) => nodes.a.call(person)),
    );
    if (!asSupervisor || !asCounselor || !asAna) throw new Error('nobody');
    const group = await asSupervisor('groups.create', {
      body: {
        name: 'Monday evening',
        type: 'process',
        membershipKind: 'revolving',
        leaderIds: [counselor.id],
      },
    });
    const params = { id: group.id };
    await asCounselor('groups.invite', { params, body: { personId: ana.id } });
    await asAna('groups.join', { params });
    await asAna('groups.acceptAgreement', { params, body: { version: group.agreementVersion } });
    const room = group.conversationId;
    const client = await nodes.connect('b', ana);
    await client.follow(room);
    const before = await (await nodes.connect('a', counselor)).send(room, 'before the discharge');
    await client.holds(room, before.seq);
    await asCounselor('care.discharge', { params: { id: ana.id }, body: { reason: 'dropped_out' } });
    expect(
      await took(() =>
        client.until(() => client.of('conversation:closed').length === 1 || !client.socket.connected),
      ),
    ).toBeLessThan(twoSeconds);
    const heard = client.events(room).length;
    const stayed = await nodes.connect('a', counselor);
    await stayed.follow(room);
    const { seq } = await stayed.send(room, 'after it');
    await stayed.holds(room, seq);
    expect(client.events(room)).toHaveLength(heard);
    const page = await (await nodes.a.call(ana))('conversations.history', {
      params: { id: room },
      query: {},
    });
    expect(JSON.stringify(page)).toContain('before the discharge');
    expect(JSON.stringify(page)).not.toContain('after it');
  });

  it('a changed role holds for the open connection: who may not be in conversations any more hears nothing', async () => {
    const staff = await nodes.a.people.addStaff('counselor');
    const room = await nodes.room(counselor, staff);
    const client = await nodes.connect('b', staff);
    await client.follow(room);
    const admin = await nodes.a.people.addStaff('programme_admin');
    const call = await nodes.a.call(admin);
    await call('people.changeRole', {
      params: { id: staff.id },
      body: { staffRole: 'programme_admin', reason: 'moved to the office' },
    });
    await until(async () => {
      if (!client.socket.connected) return true;
      return (await client.codeOf('presence:ask', { conversationIds: [] })) === 'not_allowed';
    });
    const seen = client.events(room).length;
    const other = await nodes.connect('a', counselor);
    await other.follow(room);
    const { seq } = await other.send(room, 'among ourselves');
    await other.holds(room, seq);
    expect(client.events(room)).toHaveLength(seen);
  });
});

describe('I9: a broken database connection', () => {
  it('ends no process: sends are answered "try again", and everything goes on', async () => {
    const { room, client, ana } = await seated();
    const { sql } = await import('kysely');
    const elsewhere = await nodes.connect('a', ana);
    await elsewhere.follow(room);
    for (let round = 0; round < 3; round += 1) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${nodes.a.database.name} and usename = 'homegroup_app'`.execute(
        nodes.a.database.owner,
      );
      let receipt: { seq: number } | null = null;
      while (!receipt) receipt = await client.send(room, `after the break ${round}`).catch(() => null);
      await Promise.all([client, elsewhere].map((each) => each.holds(room, receipt?.seq ?? 0)));
    }
    const seqs = elsewhere.events(room).map((event) => event.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((x, y) => x - y));
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
