import { randomUUID } from 'node:crypto';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

describe('memberships', () => {
  let house: CareHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.server.stop());

  const client = (given = {}) => house.people.addClient({ counselor: house.counselor, ...given });

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
