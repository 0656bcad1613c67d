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
});
