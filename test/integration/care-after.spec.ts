import { randomUUID } from 'node:crypto';
import { EnrolClient } from '@homegroup/care';
import { UnitOfWork } from '@homegroup/database';
import type { DischargeReason, GroupDetail } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

const nextMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe('after treatment', () => {
  let house: CareHouse;
  let alumniGroup: GroupDetail;
  beforeAll(async () => {
    house = await startHouse();
    alumniGroup = await house.group({ type: 'alumni', programmeId: await house.people.programme() });
  });
  afterAll(() => house.server.stop());

  const client = () => house.people.addClient({ counselor: house.counselor });
  const discharge = (by: TestPerson, who: TestPerson, reason: DischargeReason, more = {}) =>
    house.as(by, 'care.discharge', { params: { id: who.id }, body: { reason, ...more } });
  const answer = (who: TestPerson, what: 'accept' | 'decline') =>
    house.as(who, 'me.answerAlumniInvitation', { body: { answer: what } });
  const enrol = (who: TestPerson) =>
    house.server.app.get(UnitOfWork, { strict: false }).run(house.server.organizationId, async (work) =>
      house.server.app.get(EnrolClient, { strict: false }).within(work, {
        personId: who.id,
        programmeId: await house.people.programme(),
        primaryCounselorId: house.counselor.id,
        startedOn: '2026-02-02',
        by: house.admin.id,
      }),
    );
  const direct = async (who: TestPerson, withWhom: TestPerson) =>
    (await house.as(who, 'direct.open', { body: { personId: withWhom.id } })).id;
  const roleOf = async (who: TestPerson) => (await house.as(who, 'me.show')).role;
  const bodies = async (who: TestPerson, conversationId: string) =>
    (await house.read(who, conversationId)).flatMap((item) => (item.type === 'message' ? [item.body] : []));

  describe('readmission', () => {
    it('pauses the alumni membership and its seat, and completing again resumes both', async () => {
      const person = await client();
      await discharge(house.counselor, person, 'completed');
      await answer(person, 'accept');
      await house.accept(alumniGroup, person);
      await enrol(person);
      expect(await roleOf(person)).toBe('client');
      expect(await house.outcome(house.send(person, alumniGroup.conversationId, 'hi'))).toBe(
        'membership_ended',
      );
      expect(await house.outcome(enrol(person))).toBe('already_exists');
      const reinstate = house.as(house.supervisor, 'groups.reinstate', {
        params: { id: alumniGroup.id, personId: person.id },
        body: { reason: 'by mistake' },
      });
      expect(await house.outcome(reinstate)).toBe('conflict');
      const result = await discharge(house.counselor, person, 'completed');
      expect(result.alumniInvited).toBe(false);
      expect(await roleOf(person)).toBe('alumnus');
      expect(await house.outcome(house.send(person, alumniGroup.conversationId, 'hi again'))).toBe('allowed');
    });

    it('ends it after any other discharge', async () => {
      const person = await client();
      await discharge(house.counselor, person, 'completed');
      await answer(person, 'accept');
      await enrol(person);
      await discharge(house.counselor, person, 'dropped_out');
      expect(await roleOf(person)).toBe('former');
    });
  });

  describe('continuing contact', () => {
    const offer = (by: TestPerson, alumnusId: string, endsOn = nextMonth()) =>
      house.as(by, 'care.offerContact', { body: { alumnusId, endsOn } });
    const agree = (who: TestPerson, id: string) => house.as(who, 'care.agreeContact', { params: { id } });
    const end = (who: TestPerson, id: string) => house.as(who, 'care.endContact', { params: { id } });
    const alumnus = async () => {
      const person = await client();
      await discharge(house.counselor, person, 'completed');
      await answer(person, 'accept');
      return person;
    };

    it('opens the thread when both agree, and closes it when either ends it', async () => {
      const person = await client();
      const thread = await direct(person, house.counselor);
      await discharge(house.counselor, person, 'completed');
      await answer(person, 'accept');
      expect(await house.outcome(house.send(person, thread, 'hello?'))).toBe('membership_ended');
      const offered = await offer(house.counselor, person.id);
      expect(offered).toMatchObject({ agreedByStaff: true, agreedByAlumnus: false, endedAt: null });
      expect(await house.outcome(house.send(person, thread, 'hello?'))).toBe('membership_ended');
      expect((await house.as(person, 'me.notices')).map((each) => each.kind)).toContain('contact_offered');
      const both = await Promise.all([agree(person, offered.id), agree(person, offered.id)]);
      expect(both.every((each) => each.agreedByAlumnus)).toBe(true);
      expect(await house.outcome(house.send(person, thread, 'hello again'))).toBe('allowed');
      expect(await house.outcome(house.send(house.counselor, thread, 'good to hear you'))).toBe('allowed');
      expect(await house.as(person, 'me.continuingContacts')).toMatchObject([
        { id: offered.id, agreedByAlumnus: true },
      ]);
      expect((await end(person, offered.id)).endedAt).not.toBeNull();
      expect(await house.outcome(house.send(person, thread, 'bye'))).toBe('membership_ended');
      expect(await house.outcome(house.send(house.counselor, thread, 'bye'))).toBe('membership_ended');
      expect(await bodies(person, thread)).toEqual(['hello again', 'good to hear you']);
      expect(await house.outcome(agree(person, offered.id))).toBe('conflict');
      expect((await end(house.counselor, offered.id)).endedAt).not.toBeNull();
    });

    it('lasts at most a year, once a pair, between those who know each other', async () => {
      const person = await alumnus();
      const offered = (by: TestPerson, id: string, day?: string) => house.outcome(offer(by, id, day));
      expect(await offered(house.counselor, person.id, '2020-01-01')).toBe('invalid_input');
      expect(await offered(house.counselor, person.id, '2099-01-01')).toBe('invalid_input');
      expect(await offered(house.counselor, person.id, 'soon')).toBe('invalid_input');
      expect(await offered(await house.people.addStaff('counselor'), person.id)).toBe('not_found');
      expect(await offered(house.stranger, person.id)).toBe('not_found');
      expect(await offered(house.supervisor, (await house.people.addFormer()).id)).toBe('conflict');
      const race = await Promise.all([
        offered(house.counselor, person.id),
        offered(house.counselor, person.id),
      ]);
      expect([...race].sort()).toEqual(['allowed', 'already_exists']);
    });

    it('is nothing to anybody else', async () => {
      const [person, other] = [await alumnus(), await alumnus()];
      const { id } = await offer(house.counselor, person.id);
      expect(await house.outcome(agree(other, id))).toBe('not_found');
      expect(await house.outcome(end(other, id))).toBe('not_found');
      expect(await house.outcome(agree(house.stranger, id))).toBe('not_found');
      expect(await house.outcome(agree(person, randomUUID()))).toBe('not_found');
      expect(await house.as(other, 'me.continuingContacts')).toEqual([]);
    });

    it('ends with a discharge that is no completion', async () => {
      const person = await client();
      const { id } = await offer(house.counselor, person.id);
      await agree(person, id);
      const thread = await direct(person, house.counselor);
      await discharge(house.counselor, person, 'terminated');
      expect(await house.outcome(house.send(person, thread, 'hm'))).toBe('membership_ended');
      expect(await house.outcome(house.send(house.counselor, thread, 'hm'))).toBe('membership_ended');
    });

    it('carries the thread over graduation when it was agreed before', async () => {
      const person = await client();
      const { id } = await offer(house.counselor, person.id);
      await agree(person, id);
      const thread = await direct(person, house.counselor);
      await discharge(house.counselor, person, 'completed');
      expect(await house.outcome(house.send(person, thread, 'still in touch'))).toBe('allowed');
      expect(await house.intervals(thread, person)).toHaveLength(1);
    });
  });
});
