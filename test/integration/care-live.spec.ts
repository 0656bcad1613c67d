import { randomUUID } from 'node:crypto';
import type { GroupDetail } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { sql } from 'kysely';
import { LiveClient } from '../realtime/live-client.js';
import { type CareHouse, startHouse } from './care-house.js';

/** What may pass between the answer to whoever took access away and the last thing that is pushed. */
const twoSeconds = 2000;

describe('open connections, on a second node without Redis', () => {
  let house: CareHouse;
  let other: TestServer;
  let group: GroupDetail;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    house = await startHouse();
    other = await startServer({ besides: house.server });
  });
  beforeEach(async () => {
    group = await house.group();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await other.stop();
    await house.server.stop();
  });

  const member = async () => {
    const person = await house.people.addClient({ counselor: house.counselor });
    await house.seat(group, person);
    return person;
  };
  const connect = async (person: TestPerson) => {
    const client = await LiveClient.connect(other, person);
    clients.push(client);
    return client;
  };
  /** Runs what takes access away, then has a peer speak until two seconds are over and a while longer. */
  const hearsNothingAfter = async (
    client: LiveClient,
    peer: TestPerson,
    takeAway: () => Promise<unknown>,
  ) => {
    await takeAway();
    await new Promise((resolve) => setTimeout(resolve, twoSeconds));
    const heard = client.received.length;
    await house.send(peer, group.conversationId, 'nobody else hears this');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const late = client.received.slice(heard).filter((each) => each.event === 'log:events');
    expect(late).toEqual([]);
  };

  it('are closed to the room by a discharge, an ejection and an ended membership', async () => {
    const [leaver, ejected, ended, peer] = [await member(), await member(), await member(), await member()];
    const thread = (await house.as(leaver, 'direct.open', { body: { personId: house.counselor.id } })).id;
    const connected = await Promise.all([leaver, ejected, ended].map((person) => connect(person)));
    const [a, b, c] = connected as [LiveClient, LiveClient, LiveClient];
    await Promise.all(connected.map((client) => client.follow(group.conversationId)));
    await a.follow(thread);
    const { seq } = await house.send(peer, group.conversationId, 'everybody hears this');
    await Promise.all(connected.map((client) => client.holds(group.conversationId, seq)));
    await hearsNothingAfter(a, peer, () =>
      house.as(house.counselor, 'care.discharge', {
        params: { id: leaver.id },
        body: { reason: 'dropped_out' },
      }),
    );
    expect((await a.follow(group.conversationId)).mode).toBe('refused');
    expect((await a.follow(thread)).mode).toBe('refused');
    expect(
      await a.codeOf('message:send', { conversationId: thread, clientId: randomUUID(), body: 'hm' }),
    ).not.toBe('ok');
    await hearsNothingAfter(b, peer, () =>
      house.as(house.counselor, 'moderation.eject', {
        params: { id: group.conversationId },
        body: { personId: ejected.id, reason: 'For now', text: 'We will talk.' },
      }),
    );
    await hearsNothingAfter(c, peer, () =>
      house.as(house.counselor, 'groups.endMembership', {
        params: { id: group.id, personId: ended.id },
        body: { reason: 'Moved away' },
      }),
    );
  });

  it('let a graduate speak in the group that stays, whatever the answer to the alumni invitation', async () => {
    const support = await house.group({ type: 'support' });
    const [graduate, peer] = [await member(), await member()];
    await house.seat(support, graduate, peer);
    const listening = await connect(peer);
    await listening.follow(support.conversationId);
    await house.as(house.counselor, 'care.discharge', {
      params: { id: graduate.id },
      body: { reason: 'completed', inviteToAlumni: false },
    });
    const speaking = await connect(graduate);
    await speaking.follow(support.conversationId);
    const message = (conversationId: string) => ({
      conversationId,
      clientId: randomUUID(),
      body: 'Still here.',
    });
    const { seq } = await speaking.ask('message:send', message(support.conversationId));
    await listening.holds(support.conversationId, seq);
    expect(await speaking.codeOf('presence:enter', { conversationId: support.conversationId })).toBe('ok');
    expect(await speaking.codeOf('presence:enter', { conversationId: group.conversationId })).not.toBe('ok');
    expect(await speaking.codeOf('message:send', message(group.conversationId))).toBe('membership_ended');
    await house.as(graduate, 'groups.leave', { params: { id: support.id } });
    expect(await speaking.codeOf('message:send', message(support.conversationId))).toBe('membership_ended');
  });

  it('lose a direct conversation within two seconds of the end of continuing contact, without anybody asking', async () => {
    const alumnus = await house.people.addAlumnus();
    const contact = {
      organization_id: alumnus.organizationId,
      alumnus_id: alumnus.id,
      staff_id: house.counselor.id,
      agreed_by_staff_at: new Date(),
      agreed_by_alumnus_at: new Date(),
    };
    const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await house.owner
      .insertInto('continuing_contact')
      .values({ ...contact, ends_on: inAMonth })
      .execute();
    const { id: thread } = await house.as(alumnus, 'direct.open', { body: { personId: house.counselor.id } });
    // One follows on either node, and one only holds a connection.
    const far = await connect(alumnus);
    const near = await LiveClient.connect(house.server, alumnus);
    const holder = await connect(alumnus);
    const counselor = await connect(house.counselor);
    clients.push(near);
    await Promise.all([far, near, counselor].map((client) => client.follow(thread)));
    const { seq } = await house.send(house.counselor, thread, 'until then');
    await Promise.all([far, near].map((client) => client.holds(thread, seq)));
    const told = holder.of('conversations:changed').length;

    // Its last day is over, a second and a half from now.
    await house.owner
      .updateTable('continuing_contact')
      .set({ ends_on: '2026-01-01' })
      .where('alumnus_id', '=', alumnus.id)
      .execute();
    await house.owner
      .updateTable('conversation_member')
      .set({ expires_at: sql`clock_timestamp() + interval '1500 milliseconds'` })
      .where('conversation_id', '=', thread)
      .execute();
    const expires = performance.now() + 1500;
    await new Promise((resolve) => setTimeout(resolve, 700));
    await house.send(house.counselor, thread, 'still in time');
    await Promise.all([far, near].map((client) => client.holds(thread, seq + 1)));
    const following = [far, near, counselor];
    await Promise.all(following.map((each) => each.until(() => each.of('conversation:closed').length > 0)));
    expect(performance.now() - expires).toBeLessThan(twoSeconds);
    expect(performance.now()).toBeGreaterThan(expires - 100);
    await holder.until(() => holder.of('conversations:changed').length > told);
    expect(performance.now() - expires).toBeLessThan(twoSeconds);

    expect((await far.follow(thread)).mode).toBe('refused');
    const message = { conversationId: thread, clientId: randomUUID(), body: 'Anybody there?' };
    expect(await counselor.codeOf('message:send', message)).toBe('membership_ended');
    expect((await house.read(alumnus, thread)).length).toBeGreaterThan(0);
    expect(await house.actions(thread)).toContain('care.contactExpired');
  });

  it('hear of a notice, and a graduate of theirs, without words in the signal', async () => {
    const person = await member();
    const client = await connect(person);
    const twin = await LiveClient.connect(house.server, person);
    clients.push(twin);
    await house.as(house.counselor, 'care.discharge', {
      params: { id: person.id },
      body: { reason: 'completed', note: 'Well done.' },
    });
    await twin.until(() => twin.of('notices:changed').length > 0);
    expect(JSON.stringify([client.received, twin.received])).not.toContain('Well done');
    expect((await house.as(person, 'me.notices'))[0]).toMatchObject({
      kind: 'graduated',
      text: 'Well done.',
    });
  });
});
