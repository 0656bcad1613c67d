import { AccessBell } from '@homegroup/identity';
import type { DischargeReason, GroupDetail } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

describe('care', () => {
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
  const dischargeOutcome = (by: TestPerson, who: TestPerson, reason: DischargeReason = 'completed') =>
    house.outcome(discharge(by, who, reason));
  const answer = (who: TestPerson, what: 'accept' | 'decline') =>
    house.as(who, 'me.answerAlumniInvitation', { body: { answer: what } });
  const direct = async (who: TestPerson, withWhom: TestPerson) =>
    (await house.as(who, 'direct.open', { body: { personId: withWhom.id } })).id;
  const roleOf = async (who: TestPerson) => (await house.as(who, 'me.show')).role;
  const bodies = async (who: TestPerson, conversationId: string) =>
    (await house.read(who, conversationId)).flatMap((item) => (item.type === 'message' ? [item.body] : []));

  describe('graduating', () => {
    it("ends and keeps seats by the programme's policy, invites, and keeps what was read", async () => {
      const [process, support] = [await house.group(), await house.group({ type: 'support' })];
      const [graduate, peer] = [await client(), await client()];
      await house.seat(process, graduate, peer);
      await house.seat(support, graduate, peer);
      const thread = await direct(graduate, house.counselor);
      await house.send(graduate, thread, 'thank you for everything');
      await house.send(peer, process.conversationId, 'see you around');

      const result = await discharge(house.counselor, graduate, 'completed', {
        note: 'We are proud of you.',
      });
      expect(result).toMatchObject({
        episode: { status: 'finished', dischargeReason: 'completed' },
        endedGroups: [process.name],
        keptGroups: [support.name],
        alumniInvited: true,
      });
      await house.send(peer, process.conversationId, 'after they left');
      expect(await bodies(graduate, process.conversationId)).toEqual(['see you around']);
      expect(await house.outcome(house.send(graduate, process.conversationId, 'hm'))).toBe(
        'membership_ended',
      );
      expect(await house.outcome(house.send(graduate, support.conversationId, 'still here'))).toBe('allowed');
      expect(await house.outcome(house.send(graduate, thread, 'and now?'))).toBe('membership_ended');
      expect(await bodies(graduate, thread)).toEqual(['thank you for everything']);
      expect(await house.as(graduate, 'me.notices')).toMatchObject([
        { kind: 'graduated', reason: 'You completed Intensive outpatient.', text: 'We are proud of you.' },
      ]);
      const me = await house.as(graduate, 'me.show');
      expect(me).toMatchObject({ role: 'former', alumniInvitation: { groupName: alumniGroup.name } });
      expect(me.graduatedOn).not.toBeNull();
      expect(await house.actions(graduate.id)).toContain('care.discharge');
      const trail = await house.trail();
      for (const secret of ['proud', 'thank you']) expect(trail).not.toContain(secret);

      const shown = await house.as(house.counselor, 'people.show', { params: { id: graduate.id } });
      expect(shown).toMatchObject({ careTeam: [], alumni: { status: 'invited' }, primaryCounselor: null });
    });

    it('makes an alumnus of whoever accepts, once, with a seat in the alumni group', async () => {
      const graduate = await client();
      await discharge(house.counselor, graduate, 'completed');
      const both = await Promise.all([answer(graduate, 'accept'), answer(graduate, 'accept')]);
      expect(both.map((each) => each.role)).toEqual(['alumnus', 'alumnus']);
      expect(both[0]).toMatchObject({ alumniInvitation: null });
      expect(await house.outcome(answer(graduate, 'decline'))).toBe('conflict');
      expect(
        (await house.actions(graduate.id)).filter((each) => each === 'me.answerAlumniInvitation'),
      ).toHaveLength(1);
      expect((await house.accept(alumniGroup, graduate)).status).toBe('active');
      expect(await house.outcome(house.send(graduate, alumniGroup.conversationId, 'Hello all'))).toBe(
        'allowed',
      );
    });

    it('keeps the invitation to a full alumni group for later', async () => {
      const small = await house.group({ type: 'alumni', capacity: 2 });
      await house.seat(small, await house.people.addAlumnus(), await house.people.addAlumnus());
      const setGroup = (id: string) =>
        house.owner
          .updateTable('programme')
          .set({ alumni_group_id: id })
          .where('alumni_group_id', 'is not', null)
          .execute();
      await setGroup(small.id);
      const graduate = await client();
      await discharge(house.counselor, graduate, 'completed');
      await setGroup(alumniGroup.id);
      expect((await answer(graduate, 'accept')).role).toBe('alumnus');
      expect(await house.outcome(house.join(small, graduate))).toBe('group_full');
    });

    it('leaves who declines as they are, and needs an invitation', async () => {
      const graduate = await client();
      await discharge(house.counselor, graduate, 'completed');
      expect((await answer(graduate, 'decline')).role).toBe('former');
      expect(await house.outcome(answer(graduate, 'accept'))).toBe('not_found');
      const [other, quiet] = [await client(), await client()];
      expect(await house.outcome(answer(other, 'accept'))).toBe('not_found');
      const result = await discharge(house.counselor, quiet, 'completed', { inviteToAlumni: false });
      expect(result.alumniInvited).toBe(false);
      expect(await house.outcome(answer(quiet, 'accept'))).toBe('not_found');
    });

    it('is decided by the care team or a supervisor, once', async () => {
      const [own, led, foreign] = [
        await client(),
        await house.people.addClient(),
        await house.people.addClient(),
      ];
      await house.seat(await house.group(), led);
      expect(await dischargeOutcome(house.counselor, foreign)).toBe('not_found');
      expect(await dischargeOutcome(house.counselor, led)).toBe('not_allowed');
      expect(await dischargeOutcome(house.admin, own)).toBe('not_allowed');
      expect(await dischargeOutcome(house.stranger, own)).toBe('not_found');
      expect(await dischargeOutcome(house.supervisor, house.counselor)).toBe('conflict');
      const race = await Promise.all([
        dischargeOutcome(house.counselor, own),
        dischargeOutcome(house.supervisor, own),
      ]);
      expect([...race].sort()).toEqual(['allowed', 'conflict']);
    });
  });

  describe('any other discharge', () => {
    it.each(['dropped_out', 'terminated', 'transferred'] as const)(
      'ends all live access at once: %s',
      async (reason) => {
        const [process, support] = [await house.group(), await house.group({ type: 'support' })];
        const leaver = await client();
        await house.seat(process, leaver);
        await house.invite(support, leaver);
        const thread = await direct(leaver, house.counselor);
        await house.send(leaver, process.conversationId, 'so far');
        let rung = 0;
        const stop = house.server.app.get(AccessBell, { strict: false }).onRing(() => {
          rung += 1;
        });
        const clock = () =>
          house.owner
            .selectFrom('access_clock')
            .select('version')
            .where('organization_id', '=', house.server.organizationId)
            .executeTakeFirstOrThrow();
        const before = await clock();
        const result = await discharge(house.counselor, leaver, reason);
        stop();
        expect(result).toMatchObject({ endedGroups: [process.name], keptGroups: [], alumniInvited: false });
        expect(rung).toBeGreaterThan(0);
        expect((await clock()).version).toBeGreaterThan(before.version);
        expect(await roleOf(leaver)).toBe('former');
        expect(await house.outcome(house.send(leaver, process.conversationId, 'no'))).toBe(
          'membership_ended',
        );
        expect(await house.outcome(house.send(leaver, thread, 'no'))).toBe('membership_ended');
        expect(await house.outcome(house.join(support, leaver))).toBe('not_allowed');
        expect(await bodies(leaver, process.conversationId)).toEqual(['so far']);
        expect(await house.as(leaver, 'me.notices')).toEqual([]);
      },
    );

    it('leaves no seat behind when it races with joining and accepting', async () => {
      for (let round = 0; round < 4; round += 1) {
        const [one, two] = [await house.group(), await house.group()];
        const leaver = await client();
        await house.invite(one, leaver);
        await house.invite(two, leaver);
        await house.join(two, leaver);
        const [ended] = await Promise.all([
          dischargeOutcome(house.counselor, leaver, 'dropped_out'),
          house.outcome(house.join(one, leaver)),
          house.outcome(house.accept(two, leaver)),
          house.outcome(house.invite(await house.group(), leaver)),
        ]);
        expect(ended).toBe('allowed');
        const live = await house.owner
          .selectFrom('group_membership')
          .select('status')
          .where('person_id', '=', leaver.id)
          .where('status', '<>', 'ended')
          .execute();
        expect(live).toEqual([]);
        for (const group of [one, two])
          expect(
            (await house.intervals(group.conversationId, leaver)).every((each) => each.to_seq !== null),
          ).toBe(true);
      }
    });

    it('can be followed by an invitation from staff, with a reason', async () => {
      const leaver = await client();
      const invite = (by: TestPerson) =>
        house.outcome(
          house.as(by, 'care.inviteToAlumni', {
            params: { id: leaver.id },
            body: { reason: 'Doing well at the sober house.' },
          }),
        );
      expect(await invite(house.counselor)).toBe('conflict');
      await discharge(house.counselor, leaver, 'transferred');
      expect(await invite(await house.people.addStaff('counselor'))).toBe('not_found');
      expect(await invite(house.stranger)).toBe('not_found');
      const race = await Promise.all([invite(house.counselor), invite(house.supervisor)]);
      expect([...race].sort()).toEqual(['allowed', 'already_exists']);
      expect(await house.actions(leaver.id)).toContain('care.inviteToAlumni');
      expect(await house.trail()).not.toContain('sober house');
      expect((await answer(leaver, 'accept')).role).toBe('alumnus');
    });
  });
});
