import { randomUUID } from 'node:crypto';
import type { GroupDetail } from '@homegroup/protocol';
import { startServer, type TestPerson, type TestServer } from '@homegroup/test-support';
import { LiveClient } from '../realtime/live-client.js';
import { type CareHouse, startHouse } from './care-house.js';
import { everyColumn } from './every-column.js';

const twoSeconds = 2000;
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** What a programme decides every week, on two nodes without Redis: what follows must follow on both. */
describe('care and groups from day to day', () => {
  let house: CareHouse;
  let other: TestServer;
  let successor: TestPerson;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    house = await startHouse();
    other = await startServer({ besides: house.server });
    successor = await house.people.addStaff('counselor');
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await other.stop();
    await house.server.stop();
  });

  const connect = async (person: TestPerson) => {
    const client = await LiveClient.connect(other, person);
    clients.push(client);
    return client;
  };
  const within = async (began: number, what: Promise<unknown>) => {
    await what;
    expect(performance.now() - began).toBeLessThan(twoSeconds);
  };
  const direct = async (who: TestPerson, withWhom: TestPerson) =>
    (await house.as(who, 'direct.open', { body: { personId: withWhom.id } })).id;
  const contacts = async (who: TestPerson) => (await house.as(who, 'direct.contacts')).map((each) => each.id);
  const message = (conversationId: string) => ({ conversationId, clientId: randomUUID(), body: 'hm' });
  const show = (by: TestPerson, who: TestPerson) => house.as(by, 'people.show', { params: { id: who.id } });

  describe('the care team', () => {
    const change = (
      by: TestPerson,
      who: TestPerson,
      primary: TestPerson,
      team: { personId: string; role: string }[] = [],
      reason = 'canary-team: moves away',
    ) =>
      house.as(by, 'care.changeTeam', {
        params: { id: who.id },
        body: { primaryCounselorId: primary.id, team, reason },
      });
    const periods = (who: TestPerson) =>
      house.owner
        .selectFrom('care_team_member as t')
        .innerJoin('episode as e', 'e.id', 't.episode_id')
        .select(['t.person_id', 't.role', 't.is_primary', 't.to_at'])
        .where('e.person_id', '=', who.id)
        .orderBy('t.from_at')
        .execute();

    it('is handed over: the client writes to the successor, and no longer to the predecessor', async () => {
      const client = await house.people.addClient({ counselor: house.counselor });
      const thread = await direct(client, house.counselor);
      await house.send(client, thread, 'before');
      const [theirs, predecessors, successors] = await Promise.all(
        [client, house.counselor, successor].map((person) => connect(person)),
      );
      if (!theirs || !predecessors || !successors) throw new Error('nobody');
      await Promise.all([theirs, predecessors].map((each) => each.follow(thread)));
      const began = performance.now();
      const changed = await change(house.supervisor, client, successor);
      expect(changed.careTeam).toMatchObject([{ personId: successor.id, primary: true }]);
      expect(changed.primaryCounselor).toBe(successor.legalName);
      await within(
        began,
        Promise.all([
          theirs.until(() => theirs.of('conversation:closed').length > 0),
          predecessors.until(() => predecessors.of('conversation:closed').length > 0),
          theirs.until(() => theirs.of('notices:changed').length > 0),
          successors.until(() => successors.of('conversations:changed').length > 0),
        ]),
      );
      expect(await theirs.codeOf('message:send', message(thread))).toBe('membership_ended');
      expect(await predecessors.codeOf('message:send', message(thread))).toBe('membership_ended');
      // Both still read what was said, the client may write to the new one alone, and the record keeps both.
      for (const person of [client, house.counselor])
        expect(JSON.stringify(await house.read(person, thread))).toContain('before');
      expect(await contacts(client)).toEqual([successor.id]);
      const next = await direct(client, successor);
      expect(await house.outcome(house.send(successor, next, 'Hello'))).toBe('allowed');
      expect(await house.outcome(house.as(successor, 'conversations.show', { params: { id: thread } }))).toBe(
        'not_found',
      );
      expect(await periods(client)).toEqual([
        {
          person_id: house.counselor.id,
          role: 'Primary counselor',
          is_primary: true,
          to_at: expect.any(Date),
        },
        { person_id: successor.id, role: 'Primary counselor', is_primary: true, to_at: null },
      ]);
      // Whoever treats no longer sees no longer.
      expect((await show(successor, client)).legalName).toBe(client.legalName);
      expect(await house.outcome(show(house.counselor, client))).toBe('not_found');
      expect((await house.as(client, 'me.notices'))[0]).toMatchObject({
        kind: 'care_team_changed',
        text: `${successor.legalName} is your primary counselor.`,
      });
      expect((await show(house.supervisor, client)).history[0]).toMatchObject({
        kind: 'team_changed',
        reason: 'canary-team: moves away',
        byName: house.supervisor.legalName,
      });
      expect(await house.actions(client.id)).toContain('care.changeTeam');
      expect(await everyColumn(house.owner)).not.toContain('canary-team');
    });

    it('takes in a colleague and lets one go again; back on the team, the thread goes on', async () => {
      const client = await house.people.addClient({ counselor: house.counselor });
      const both = [{ personId: successor.id, role: 'Co-counselor' }];
      await change(house.admin, client, house.counselor, both);
      expect((await contacts(client)).sort()).toEqual([house.counselor.id, successor.id].sort());
      const thread = await direct(client, successor);
      await change(house.admin, client, house.counselor);
      expect(await house.outcome(house.send(client, thread, 'hello?'))).toBe('membership_ended');
      const told = (await house.as(client, 'me.notices')).length;
      await change(house.admin, client, house.counselor);
      expect((await house.as(client, 'me.notices')).length).toBe(told);
      await change(house.admin, client, house.counselor, both);
      expect(await house.outcome(house.send(client, thread, 'hello again'))).toBe('allowed');
      // The primary counselor and a colleague change places.
      await change(house.admin, client, successor, [{ personId: house.counselor.id, role: 'Co-counselor' }]);
      expect(await house.outcome(house.send(client, thread, 'still here'))).toBe('allowed');
      expect((await periods(client)).filter((each) => each.to_at === null)).toHaveLength(2);
    });

    it('is not changed by counselors, nor into one that does not treat', async () => {
      const client = await house.people.addClient({ counselor: house.counselor });
      const former = await house.people.addFormer();
      const closed = await house.people.addStaff('counselor');
      await house.as(house.admin, 'people.disable', {
        params: { id: closed.id },
        body: { reason: 'left us' },
      });
      const outcomes = [
        await house.outcome(change(house.counselor, client, successor)),
        await house.outcome(change(house.stranger, client, house.stranger)),
        await house.outcome(change(house.supervisor, client, house.stranger)),
        await house.outcome(change(house.supervisor, client, house.admin)),
        await house.outcome(change(house.supervisor, client, closed)),
        await house.outcome(change(house.supervisor, client, client)),
        await house.outcome(change(house.supervisor, former, successor)),
        await house.outcome(
          change(house.supervisor, client, successor, [{ personId: successor.id, role: 'Again' }]),
        ),
      ];
      expect(outcomes).toEqual([
        'not_allowed',
        'not_found',
        'not_found',
        'conflict',
        'conflict',
        'conflict',
        'conflict',
        'invalid_input',
      ]);
      expect(await periods(client)).toHaveLength(1);
    });
  });

  describe('a readmission', () => {
    const readmit = async (by: TestPerson, who: TestPerson, counselor = house.counselor) =>
      house.as(by, 'care.readmit', {
        params: { id: who.id },
        body: {
          programmeId: await house.people.programme(),
          primaryCounselorId: counselor.id,
          startedOn: day(0),
          reason: 'canary-readmit: asked to come back',
        },
      });

    it('opens a new episode beside the finished one, pauses the alumni membership, and reaches open connections', async () => {
      const alumni = await house.group({ type: 'alumni' });
      const person = await house.people.addAlumnus();
      await house.seat(alumni, person);
      await house.owner
        .updateTable('alumni_membership')
        .set({ group_id: alumni.id })
        .where('person_id', '=', person.id)
        .execute();
      const client = await connect(person);
      await client.follow(alumni.conversationId);
      const began = performance.now();
      const detail = await readmit(house.supervisor, person, successor);
      await within(
        began,
        client.until(() => client.of('conversation:closed').length > 0),
      );
      expect(detail).toMatchObject({ role: 'client', alumni: { status: 'paused' } });
      expect(detail.episodes.map((each) => each.status)).toEqual(['active', 'finished']);
      expect(detail.history[0]).toMatchObject({ kind: 'readmitted' });
      expect((await house.as(person, 'me.show')).role).toBe('client');
      expect(await contacts(person)).toEqual([successor.id]);
      expect(await client.codeOf('message:send', message(alumni.conversationId))).toBe('membership_ended');
      expect(await house.outcome(readmit(house.supervisor, person))).toBe('already_exists');
      expect(await house.actions(person.id)).toEqual(expect.arrayContaining(['care.enrol', 'care.readmit']));
      expect(await everyColumn(house.owner)).not.toContain('canary-readmit');
      // Completing again goes on with what was paused.
      await house.as(successor, 'care.discharge', {
        params: { id: person.id },
        body: { reason: 'completed' },
      });
      expect(await house.outcome(house.send(person, alumni.conversationId, 'back'))).toBe('allowed');
    });

    it('is decided by supervisors and admins, for people who were in treatment', async () => {
      const former = await house.people.addFormer();
      const current = await house.people.addClient();
      expect([
        await house.outcome(readmit(house.counselor, former)),
        await house.outcome(readmit(house.stranger, former)),
        await house.outcome(readmit(house.admin, current)),
        await house.outcome(readmit(house.admin, house.counselor)),
        await house.outcome(readmit(house.admin, former, house.admin)),
        await house.outcome(readmit(house.admin, former)),
      ]).toEqual(['not_allowed', 'not_found', 'already_exists', 'conflict', 'conflict', 'allowed']);
    });
  });

  describe('leaders of a group', () => {
    const lead = (by: TestPerson, group: GroupDetail, ...leaders: TestPerson[]) =>
      house.as(by, 'groups.changeLeaders', {
        params: { id: group.id },
        body: { leaderIds: leaders.map((each) => each.id) },
      });

    it('change: who is new moderates at once, who is not named is out at once, on every node', async () => {
      const group = await house.group();
      const client = await house.people.addClient({ counselor: house.counselor });
      await house.seat(group, client);
      await house.send(client, group.conversationId, 'before');
      const [former, next] = [await connect(house.counselor), await connect(successor)];
      await former.follow(group.conversationId);
      const began = performance.now();
      const changed = await lead(house.admin, group, successor);
      expect(changed.leaders.map((each) => each.id)).toEqual([successor.id]);
      await within(
        began,
        Promise.all([
          former.until(() => former.of('conversation:closed').length > 0),
          next.until(() => next.of('conversations:changed').length > 0),
        ]),
      );
      expect((await next.follow(group.conversationId)).mode).toBe('snapshot');
      const { seq } = await house.send(client, group.conversationId, 'after');
      await next.holds(group.conversationId, seq);
      const remove = (by: TestPerson) =>
        house.outcome(
          house.as(by, 'moderation.remove', {
            params: { id: group.conversationId },
            body: { seq, reason: 'not for this group', text: 'We will talk.' },
          }),
        );
      expect(await remove(house.counselor)).not.toBe('allowed');
      expect(await remove(successor)).toBe('allowed');
      expect(await former.codeOf('message:send', message(group.conversationId))).toBe('membership_ended');
      // The former leader reads what was said until then; the new one what is said from then on.
      expect(JSON.stringify(await house.read(house.counselor, group.conversationId))).toContain('before');
      expect(JSON.stringify(await house.read(successor, group.conversationId))).not.toContain('before');
      expect(
        await house.outcome(house.as(house.counselor, 'groups.show', { params: { id: group.id } })),
      ).toBe('not_found');
      expect(await house.actions(group.id)).toEqual(expect.arrayContaining(['groups.lead', 'groups.unlead']));
      // Both together, and back again.
      await lead(house.supervisor, group, successor, house.counselor);
      expect(await house.outcome(house.send(house.counselor, group.conversationId, 'hello'))).toBe('allowed');
    });

    it('are one or two with a valid credential, named by supervisors and admins', async () => {
      const group = await house.group();
      const expired = await house.people.addStaff('counselor');
      await house.owner
        .updateTable('person')
        .set({ credential_expires_on: day(-2) })
        .where('id', '=', expired.id)
        .execute();
      const client = await house.people.addClient();
      expect([
        await house.outcome(lead(house.counselor, group, successor)),
        await house.outcome(lead(house.stranger, group, successor)),
        await house.outcome(lead(house.admin, group, house.stranger)),
        await house.outcome(lead(house.admin, group, expired)),
        await house.outcome(lead(house.admin, group, client)),
        await house.outcome(lead(house.admin, group, house.admin)),
        await house.outcome(lead(house.admin, group)),
        await house.outcome(lead(house.admin, group, successor, successor)),
        await house.outcome(lead(house.admin, group, successor, house.supervisor, house.counselor)),
      ]).toEqual([
        'not_allowed',
        'not_found',
        'not_found',
        'credential_expired',
        'conflict',
        'conflict',
        'invalid_input',
        'invalid_input',
        'invalid_input',
      ]);
      const detail = await house.as(house.admin, 'groups.show', { params: { id: group.id } });
      expect(detail.leaders.map((each) => each.id)).toEqual([house.counselor.id]);

      // Renewed, the credential lets them lead; nobody renews their own, and none into the past.
      const renew = (by: TestPerson, who: TestPerson, expiresOn: string) =>
        house.as(by, 'people.renewCredential', { params: { id: who.id }, body: { expiresOn } });
      expect([
        await house.outcome(renew(expired, expired, day(300))),
        await house.outcome(renew(house.counselor, expired, day(300))),
        await house.outcome(renew(house.supervisor, house.supervisor, day(300))),
        await house.outcome(renew(house.supervisor, house.admin, day(300))),
        await house.outcome(renew(house.stranger, expired, day(300))),
        await house.outcome(renew(house.admin, client, day(300))),
        await house.outcome(renew(house.admin, expired, day(-2))),
      ]).toEqual([
        'not_allowed',
        'not_allowed',
        'not_allowed',
        'not_allowed',
        'not_found',
        'conflict',
        'invalid_input',
      ]);
      expect((await renew(house.supervisor, expired, day(300))).credentialExpiresOn).toBe(day(300));
      expect(await house.actions(expired.id)).toContain('people.renewCredential');
      expect(await house.outcome(lead(house.admin, group, expired))).toBe('allowed');
    });
  });
});
