import { randomUUID } from 'node:crypto';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

describe('groups', () => {
  let house: CareHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.server.stop());

  const client = (given = {}) => house.people.addClient({ counselor: house.counselor, ...given });
  const invite = (by: TestPerson, groupId: string, personId: string, overrideReason?: string) =>
    house.outcome(
      house.as(by, 'groups.invite', {
        params: { id: groupId },
        body: { personId, ...(overrideReason && { overrideReason }) },
      }),
    );

  describe('creating', () => {
    it('makes the room, the first agreement and moderators who have accepted it', async () => {
      const group = await house.group();
      expect(group).toMatchObject({ capacity: 12, taken: 0, agreementVersion: 1, members: [] });
      expect(group.leaders.map((each) => each.id)).toEqual([house.counselor.id]);
      expect(group.agreement.text).toContain('No recording');
      expect(await house.intervals(group.conversationId, house.counselor)).toEqual([
        { from_seq: 1, to_seq: null, moderator: true, gated_from_version: null },
      ]);
      const seen = await house.as(house.counselor, 'groups.show', { params: { id: group.id } });
      expect(seen.agreement.accepted).toBe(true);
      expect(await house.actions(group.id)).toEqual(['groups.lead', 'groups.create', 'groups.show']);
    });

    it('refuses an expired credential, and takes one on its last day', async () => {
      const [expired, last] = [
        await house.people.addStaff('counselor'),
        await house.people.addStaff('counselor'),
      ];
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
      const set = (person: TestPerson, day: string) =>
        house.owner
          .updateTable('person')
          .set({ credential_expires_on: day })
          .where('id', '=', person.id)
          .execute();
      await set(expired, '2020-01-31');
      await set(last, today);
      expect(await house.outcome(house.group({ leaderIds: [expired.id] }))).toBe('credential_expired');
      expect(await house.outcome(house.group({ leaderIds: [last.id] }))).toBe('allowed');
    });

    it('refuses leaders who are foreign, not clinical, or named twice; a used name; a foreign programme; 16 seats', async () => {
      const group = await house.group();
      const refused = (more: Parameters<CareHouse['group']>[0]) => house.outcome(house.group(more));
      expect(await refused({ leaderIds: [house.stranger.id] })).toBe('not_found');
      expect(await refused({ leaderIds: [house.admin.id] })).toBe('conflict');
      expect(await refused({ leaderIds: [(await client()).id] })).toBe('conflict');
      expect(await refused({ leaderIds: [house.counselor.id, house.counselor.id] })).toBe('invalid_input');
      expect(await refused({ name: group.name })).toBe('already_exists');
      expect(await refused({ programmeId: randomUUID() })).toBe('not_found');
      expect(await refused({ capacity: 16 })).toBe('invalid_input');
      expect(await refused({ leaderIds: [] })).toBe('invalid_input');
    });

    it('leaves nothing behind when it is refused', async () => {
      const count = () =>
        house.owner
          .selectFrom('conversation')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow();
      const before = await count();
      await house.outcome(house.group({ leaderIds: [house.counselor.id, house.stranger.id] }));
      expect(await count()).toEqual(before);
    });
  });

  describe('seeing', () => {
    it('shows a counselor the groups they lead, and no other', async () => {
      const other = await house.people.addStaff('counselor');
      const group = await house.group();
      const names = async (person: TestPerson) =>
        (await house.as(person, 'groups.list')).map((each) => each.name);
      expect(await names(house.counselor)).toContain(group.name);
      expect(await names(house.supervisor)).toContain(group.name);
      expect(await names(other)).toEqual([]);
      const show = (person: TestPerson) =>
        house.outcome(house.as(person, 'groups.show', { params: { id: group.id } }));
      expect(await show(other)).toBe('not_found');
      expect(await show(house.admin)).toBe('allowed');
      expect(await invite(other, group.id, (await client()).id)).toBe('not_found');
    });

    it('hides everything from another organization', async () => {
      const group = await house.group();
      const member = await client();
      await house.seat(group, member);
      expect(await house.as(house.stranger, 'groups.list')).toEqual([]);
      expect(await house.as(house.stranger, 'people.list')).toHaveLength(1);
      const params = { id: group.id };
      const answers = await Promise.all([
        house.outcome(house.as(house.stranger, 'groups.show', { params })),
        house.outcome(house.as(house.stranger, 'groups.start', { params })),
        house.outcome(
          house.as(house.stranger, 'groups.publishAgreement', { params, body: { text: 'Ours now.' } }),
        ),
        invite(house.stranger, group.id, member.id),
        house.outcome(
          house.as(house.stranger, 'groups.endMembership', {
            params: { id: group.id, personId: member.id },
            body: { reason: 'because' },
          }),
        ),
        house.outcome(house.as(house.stranger, 'people.show', { params: { id: member.id } })),
      ]);
      expect(answers).toEqual(Array(6).fill('not_found'));
      expect(await invite(house.supervisor, group.id, house.stranger.id)).toBe('not_found');
    });
  });

  describe('inviting', () => {
    it('goes to those whom the group is for', async () => {
      const [process, support, alumni, family] = [
        await house.group(),
        await house.group({ type: 'support' }),
        await house.group({ type: 'alumni' }),
        await house.group({ type: 'family' }),
      ];
      const [active, alumnus, former] = [
        await client(),
        await house.people.addAlumnus(),
        await house.people.addFormer(),
      ];
      const by = (group: { id: string }, person: TestPerson) => invite(house.supervisor, group.id, person.id);
      expect(await by(process, active)).toBe('allowed');
      expect(await by(process, active)).toBe('already_exists');
      expect(await by(process, alumnus)).toBe('conflict');
      expect(await by(support, active)).toBe('allowed');
      expect(await by(support, alumnus)).toBe('allowed');
      expect(await by(support, former)).toBe('conflict');
      expect(await by(alumni, alumnus)).toBe('allowed');
      expect(await by(alumni, active)).toBe('conflict');
      expect(await by(family, active)).toBe('conflict');
      expect(await by(process, house.counselor)).toBe('conflict');
    });

    it('lets a leader invite from the people they work with', async () => {
      const group = await house.group();
      const [own, foreign] = [await client(), await house.people.addClient()];
      expect(await invite(house.counselor, group.id, own.id)).toBe('allowed');
      expect(await invite(house.counselor, group.id, foreign.id)).toBe('not_found');
    });

    it('closes a fixed group at its start, but for a leader with a reason', async () => {
      const group = await house.group({ membershipKind: 'fixed' });
      const [early, late] = [await client(), await client()];
      await house.invite(group, early);
      const started = await house.as(house.counselor, 'groups.start', { params: { id: group.id } });
      expect(started.startedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(
        await house.outcome(house.as(house.counselor, 'groups.start', { params: { id: group.id } })),
      ).toBe('conflict');
      expect(await house.outcome(house.join(group, early))).toBe('group_started');
      expect(await invite(house.counselor, group.id, late.id)).toBe('group_started');
      expect(await invite(house.supervisor, group.id, late.id, 'I say so')).toBe('group_started');
      const why = 'Transferred from the sister group.';
      expect(await invite(house.counselor, group.id, late.id, why)).toBe('allowed');
      expect(await invite(house.counselor, group.id, early.id, why)).toBe('allowed');
      expect((await house.join(group, late)).status).toBe('agreement_pending');
      expect((await house.join(group, early)).status).toBe('agreement_pending');
      expect(await house.trail()).not.toContain('sister group');
    });
  });

  describe('joining', () => {
    it('needs an invitation, takes a seat, and opens the room with the agreement', async () => {
      const group = await house.group();
      const [person, uninvited] = [await client(), await client()];
      expect(await house.outcome(house.join(group, uninvited))).toBe('not_found');
      await house.invite(group, person);
      expect(await house.outcome(house.accept(group, person))).toBe('conflict');
      expect((await house.join(group, person)).status).toBe('agreement_pending');
      expect((await house.join(group, person)).status).toBe('agreement_pending');
      expect(await house.intervals(group.conversationId, person)).toEqual([]);
      expect(await house.outcome(house.send(person, group.conversationId, 'Hello?'))).toBe('not_found');
      expect(await house.outcome(house.accept(group, person, 2))).toBe('conflict');
      expect(await house.accept(group, person)).toMatchObject({
        status: 'active',
        conversationId: group.conversationId,
      });
      expect(await house.outcome(house.send(person, group.conversationId, 'Hello.'))).toBe('allowed');
      const periods = await house.owner
        .selectFrom('group_membership_period as d')
        .innerJoin('group_membership as m', 'm.id', 'd.membership_id')
        .select(['d.status', 'd.to_at'])
        .where('m.person_id', '=', person.id)
        .orderBy('d.from_at')
        .execute();
      expect(periods.map((each) => [each.status, each.to_at === null])).toEqual([
        ['invited', false],
        ['agreement_pending', false],
        ['active', true],
      ]);
    });

    it('gives the last seat to exactly one of many', async () => {
      const group = await house.group({ capacity: 2 });
      const people = await Promise.all([1, 2, 3, 4, 5].map(() => client()));
      for (const person of people) await house.invite(group, person);
      const outcomes = await Promise.all(people.map((person) => house.outcome(house.join(group, person))));
      expect([...outcomes].sort()).toEqual(['allowed', 'allowed', 'group_full', 'group_full', 'group_full']);
      expect((await house.as(house.admin, 'groups.show', { params: { id: group.id } })).taken).toBe(2);
    });

    it('keeps names apart in a room, whatever their case, leaders included', async () => {
      const group = await house.group();
      const name = `River ${randomUUID().slice(0, 6)}`;
      const people = [
        await client({ displayName: name }),
        await client({ displayName: `  ${name.toUpperCase()} ` }),
        await client({ displayName: house.counselor.legalName.toLowerCase() }),
      ];
      for (const person of people) await house.invite(group, person);
      const [first, second, third] = people as [TestPerson, TestPerson, TestPerson];
      const race = await Promise.all([first, second].map((each) => house.outcome(house.join(group, each))));
      expect([...race].sort()).toEqual(['allowed', 'name_taken']);
      expect(await house.outcome(house.join(group, third))).toBe('name_taken');
    });

    it('accepts once when two requests race', async () => {
      const group = await house.group();
      const person = await client();
      await house.invite(group, person);
      await house.join(group, person);
      const both = await Promise.all([house.accept(group, person), house.accept(group, person)]);
      expect(both.map((each) => each.status)).toEqual(['active', 'active']);
      expect(await house.intervals(group.conversationId, person)).toHaveLength(1);
      const accepted = (await house.actions(group.id)).filter((each) => each === 'groups.acceptAgreement');
      expect(accepted).toHaveLength(1);
    });
  });

  describe('ending', () => {
    it('lets a member leave, keeps what they read, and starts afresh when they come back', async () => {
      const group = await house.group();
      const [person, other] = [await client(), await client()];
      await house.seat(group, person, other);
      await house.send(other, group.conversationId, 'while you were here');
      const left = await house.as(person, 'groups.leave', { params: { id: group.id } });
      expect(left.status).toBe('ended');
      await house.send(other, group.conversationId, 'while you were away');
      expect(await house.outcome(house.send(person, group.conversationId, 'still here?'))).toBe(
        'membership_ended',
      );
      expect(await house.outcome(house.as(person, 'groups.leave', { params: { id: group.id } }))).toBe(
        'not_found',
      );
      await house.seat(group, person);
      const bodies = (await house.read(person, group.conversationId)).flatMap((item) =>
        item.type === 'message' ? [item.body] : [],
      );
      expect(bodies).toEqual(['while you were here']);
      expect(await house.intervals(group.conversationId, person)).toHaveLength(2);
    });

    it('lets staff who steer the group end a membership at once', async () => {
      const group = await house.group();
      const person = await client();
      await house.seat(group, person);
      const end = (by: TestPerson, who: TestPerson) =>
        house.outcome(
          house.as(by, 'groups.endMembership', {
            params: { id: group.id, personId: who.id },
            body: { reason: 'Moved to the evening group.' },
          }),
        );
      expect(await end(await house.people.addStaff('counselor'), person)).toBe('not_found');
      expect(await end(house.counselor, house.supervisor)).toBe('not_found');
      expect(await end(house.counselor, person)).toBe('allowed');
      expect(await end(house.counselor, person)).toBe('not_found');
      expect(await house.outcome(house.send(person, group.conversationId, 'hello'))).toBe('membership_ended');
      expect(await house.trail()).not.toContain('evening group');
    });
  });

  describe('the agreement', () => {
    it('gates everybody but the publisher until they accept the new version', async () => {
      const group = await house.group();
      const person = await client();
      await house.seat(group, person);
      const publish = { params: { id: group.id }, body: { text: 'New rules, kinder ones.' } };
      const published = await house.as(house.counselor, 'groups.publishAgreement', publish);
      expect(published.agreement).toMatchObject({ version: 2, accepted: true });
      expect(await house.outcome(house.send(house.counselor, group.conversationId, 'Please read.'))).toBe(
        'allowed',
      );
      expect(await house.outcome(house.send(person, group.conversationId, 'May I?'))).toBe(
        'agreement_required',
      );
      expect(await house.outcome(house.read(person, group.conversationId))).toBe('agreement_required');
      expect(await house.outcome(house.accept(group, person, 1))).toBe('conflict');
      expect((await house.accept(group, person, 2)).status).toBe('active');
      expect(await house.outcome(house.send(person, group.conversationId, 'Now I may.'))).toBe('allowed');
      expect(await house.intervals(group.conversationId, person)).toHaveLength(1);
      expect(await house.trail()).not.toContain('kinder');
    });

    it('asks leaders too when somebody else publishes', async () => {
      const group = await house.group();
      const publish = { params: { id: group.id }, body: { text: 'From above.' } };
      await house.as(house.admin, 'groups.publishAgreement', publish);
      expect(await house.outcome(house.send(house.counselor, group.conversationId, 'Hm.'))).toBe(
        'agreement_required',
      );
      expect((await house.accept(group, house.counselor, 2)).status).toBe('active');
      expect(await house.outcome(house.send(house.counselor, group.conversationId, 'Fine.'))).toBe('allowed');
    });

    it('numbers versions without gaps when two publish at once', async () => {
      const group = await house.group();
      const publish = (by: TestPerson) =>
        house.as(by, 'groups.publishAgreement', { params: { id: group.id }, body: { text: `By ${by.id}` } });
      await Promise.all([publish(house.counselor), publish(house.supervisor)]);
      const shown = await house.as(house.admin, 'groups.show', { params: { id: group.id } });
      expect(shown.agreementVersion).toBe(3);
    });
  });
});
