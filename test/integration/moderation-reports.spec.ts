import type { GroupDetail } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

describe('reporting a message', () => {
  let house: CareHouse;
  let group: GroupDetail;
  let [anna, ben]: TestPerson[] = [];
  beforeAll(async () => {
    house = await startHouse();
  });
  beforeEach(async () => {
    group = await house.group();
    [anna, ben] = [
      await house.people.addClient({ counselor: house.counselor }),
      await house.people.addClient({ counselor: house.counselor }),
    ];
    await house.seat(group, anna, ben);
  });
  afterAll(() => house.server.stop());

  const room = () => group.conversationId;
  const person = (one: TestPerson | undefined): TestPerson => one ?? house.counselor;
  const say = (who: TestPerson | undefined, body: string) => house.send(person(who), room(), body);
  const at = () => ({ params: { id: room() } });
  const remove = (by: TestPerson, seq: number) =>
    house.outcome(
      house.as(by, 'moderation.remove', {
        ...at(),
        body: { seq, reason: 'unkind to somebody here', text: 'Talk to me, please.' },
      }),
    );
  const eject = (by: TestPerson, who: TestPerson | undefined) =>
    house.outcome(
      house.as(by, 'moderation.eject', {
        ...at(),
        body: { personId: person(who).id, reason: 'Came under the influence', text: 'Talk to me, please.' },
      }),
    );
  const notices = async (who: TestPerson | undefined) => house.as(person(who), 'me.notices');

  describe('reports', () => {
    const report = (by: TestPerson | undefined, seq: number, note: string | null = 'It hurt.') =>
      house.outcome(
        house.as(person(by), 'moderation.report', { ...at(), body: { seq, reason: 'unkind', words: note } }),
      );
    const reports = async (by: TestPerson) =>
      (await house.as(by, 'moderation.reports')).filter((each) => each.conversationId === room());
    const close = (by: TestPerson, id: string) =>
      house.outcome(
        house.as(by, 'moderation.closeReport', { params: { id }, body: { outcome: 'Spoke with both.' } }),
      );

    it('keep the message as it stood, and never name the reporter', async () => {
      const { seq } = await say(anna, 'the first words');
      await house.edit(person(anna), room(), seq, 'the reported words');
      expect(await report(ben, seq)).toBe('allowed');
      await house.edit(person(anna), room(), seq, 'innocent words');
      await remove(house.supervisor, seq);
      const [seen, ...more] = await reports(house.counselor);
      expect(more).toEqual([]);
      expect(seen).toMatchObject({
        seq,
        reason: 'unkind',
        words: 'It hurt.',
        evidence: 'the reported words',
        authorId: anna?.id,
        conversationTitle: group.name,
        closedAt: null,
      });
      expect(JSON.stringify(seen)).not.toContain(person(ben).id);
      expect(JSON.stringify(seen)).not.toContain(person(ben).displayName);
      expect(await notices(anna)).toMatchObject([{ kind: 'removed' }]);
      expect(
        (await notices(undefined)).some((each) => each.conversationId === room() && each.kind === 'reported'),
      ).toBe(true);
      const trail = await house.trail();
      for (const secret of ['reported words', 'It hurt']) expect(trail).not.toContain(secret);
    });

    it('are one a person and message, about what one can read, and not about oneself', async () => {
      const { seq } = await say(anna, 'hm');
      const outcomes = await Promise.all([report(ben, seq), report(ben, seq)]);
      expect([...outcomes].sort()).toEqual(['allowed', 'already_exists']);
      expect(await report(anna, seq)).toBe('not_allowed');
      expect(await report(ben, 1)).toBe('not_found');
      expect(await report(ben, 9999)).toBe('not_found');
      expect(await report(await house.people.addClient(), seq)).toBe('not_found');
      expect(await report(house.stranger, seq)).toBe('not_found');
      const gone = await say(anna, 'gone');
      await remove(house.counselor, gone.seq);
      expect(await report(ben, gone.seq)).toBe('not_found');
      await eject(house.counselor, ben);
      expect(await report(ben, seq)).toBe('membership_ended');
    });

    it("are closed once, by the room's moderators or a supervisor, never by whom they are about", async () => {
      const { seq } = await say(undefined, 'a counselor can err as well');
      await report(ben, seq);
      expect(await reports(house.counselor)).toEqual([]);
      const [seen] = await reports(house.supervisor);
      const id = seen?.id ?? '';
      expect(await close(house.counselor, id)).toBe('not_found');
      expect(await close(await house.people.addStaff('counselor'), id)).toBe('not_found');
      expect(await close(house.stranger, id)).toBe('not_found');
      const race = await Promise.all([close(house.supervisor, id), close(house.supervisor, id)]);
      expect([...race].sort()).toEqual(['allowed', 'conflict']);
      expect((await reports(house.supervisor))[0]).toMatchObject({ outcome: 'Spoke with both.' });
      expect(await house.actions(id)).toEqual(['moderation.closeReport']);
      expect(await house.trail()).not.toContain('Spoke with both');
    });

    it('reach moderators from the time in which they lead', async () => {
      const { seq } = await say(anna, 'hm');
      await report(ben, seq, null);
      expect(await reports(house.counselor)).toMatchObject([{ words: null, evidence: 'hm' }]);
      expect(await reports(await house.people.addStaff('counselor'))).toEqual([]);
      expect(await reports(house.stranger)).toEqual([]);
    });
  });
});
