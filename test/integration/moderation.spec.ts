import type { GroupDetail, OperationArgs } from '@homegroup/protocol';
import { startServer, type TestPerson } from '@homegroup/test-support';
import { CareHouse, startHouse } from './care-house.js';

type Removal = OperationArgs<'moderation.remove'>[0]['body'];

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const words = 'Talk to me after the group, please.';

describe('moderation', () => {
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
  const writes = (who: TestPerson | undefined, body = 'May I?') => house.outcome(say(who, body));
  const at = () => ({ params: { id: room() } });
  const remove = (by: TestPerson, seq: number, more: Partial<Removal> = {}) =>
    house.outcome(
      house.as(by, 'moderation.remove', {
        ...at(),
        body: { seq, reason: 'unkind to somebody here', text: words, ...more },
      }),
    );
  const mute = (by: TestPerson, who: TestPerson | undefined, until = inMinutes(30)) =>
    house.outcome(
      house.as(by, 'moderation.mute', {
        ...at(),
        body: { personId: person(who).id, until, reason: 'Interrupting others', text: words },
      }),
    );
  const unmute = (by: TestPerson, who: TestPerson | undefined) =>
    house.outcome(
      house.as(by, 'moderation.unmute', { ...at(), body: { personId: person(who).id, reason: 'We talked' } }),
    );
  const eject = (by: TestPerson, who: TestPerson | undefined) =>
    house.outcome(
      house.as(by, 'moderation.eject', {
        ...at(),
        body: { personId: person(who).id, reason: 'Came under the influence', text: words },
      }),
    );
  const lock = (by: TestPerson, what: 'lock' | 'unlock') =>
    house.outcome(house.as(by, `moderation.${what}`, { ...at(), body: { reason: 'A pause for everybody' } }));
  const notices = async (who: TestPerson | undefined) => house.as(person(who), 'me.notices');
  const bodies = async (who: TestPerson | undefined) =>
    (await house.read(person(who), room())).flatMap((item) => (item.type === 'message' ? [item.body] : []));

  describe('removing a message', () => {
    it('leaves a tombstone with the reason, keeps the original, tells the author and nobody else', async () => {
      const { seq } = await say(anna, 'the canary sings');
      expect(await remove(house.counselor, seq)).toBe('allowed');
      expect(await bodies(ben)).toEqual([null]);
      const item = (await house.read(person(ben), room())).find((each) => each.seq === seq);
      expect(item).toMatchObject({ removed: { by: 'moderator', reason: 'unkind to somebody here' } });
      const original = await house.owner
        .selectFrom('log_event')
        .select('body')
        .where('conversation_id', '=', room())
        .where('seq', '=', seq)
        .executeTakeFirstOrThrow();
      expect(original.body).not.toBeNull();
      expect(await notices(anna)).toMatchObject([
        { kind: 'removed', text: words, conversationTitle: group.name, seenAt: null },
      ]);
      expect(await notices(ben)).toEqual([]);
      expect(await house.actions(room())).toContain('moderation.remove');
      const trail = await house.trail();
      for (const secret of ['canary', words, 'unkind']) expect(trail).not.toContain(secret);
    });

    it('happens once, and only to a message of this room', async () => {
      const { seq } = await say(anna, 'hm');
      const both = await Promise.all([remove(house.counselor, seq), remove(house.supervisor, seq)]);
      expect([...both].sort()).toEqual(['allowed', 'conflict']);
      expect(await remove(house.counselor, 1)).toBe('not_found');
      expect(await remove(house.counselor, 9999)).toBe('not_found');
      const own = { reason: 'words of my own' } as unknown as Partial<Removal>;
      expect(await remove(house.counselor, seq, own)).toBe('invalid_input');
    });

    it("is for the room's moderators and supervisors; nobody removes their own this way", async () => {
      const { seq } = await say(anna, 'hm');
      const own = await say(undefined, 'mine');
      expect(await remove(await house.people.addStaff('counselor'), seq)).toBe('not_found');
      expect(await remove(house.stranger, seq)).toBe('not_found');
      expect(await remove(house.admin, seq)).toBe('not_allowed');
      expect(await remove(person(ben), seq)).toBe('not_allowed');
      expect(await remove(house.counselor, own.seq)).toBe('not_allowed');
      expect(await remove(house.supervisor, own.seq)).toBe('allowed');
    });
  });

  describe('muting', () => {
    it('stops the person until the time, tells them, and can be lifted', async () => {
      expect(await mute(house.counselor, anna)).toBe('allowed');
      expect(await writes(anna)).toBe('muted');
      expect(await writes(ben)).toBe('allowed');
      expect(await mute(house.counselor, anna, inMinutes(60))).toBe('allowed');
      expect(await unmute(house.counselor, anna)).toBe('allowed');
      expect(await writes(anna)).toBe('allowed');
      expect(await unmute(house.counselor, anna)).toBe('conflict');
      const told = await notices(anna);
      expect(told.map((each) => each.kind)).toEqual(['unmuted', 'muted', 'muted']);
      expect(told[2]).toMatchObject({ reason: 'Interrupting others', text: words });
      expect(told[2]?.until).not.toBeNull();
      expect(await house.trail()).not.toContain('Interrupting');
    });

    it('holds on a node that starts later, and ends by itself', async () => {
      await mute(house.counselor, anna, new Date(Date.now() + 4000).toISOString());
      const later = new CareHouse(
        await startServer({ besides: house.server }),
        house.supervisor,
        house.admin,
        house.counselor,
        house.stranger,
      );
      try {
        expect(await later.outcome(later.send(person(anna), room(), 'May I here?'))).toBe('muted');
      } finally {
        await later.server.stop();
      }
      await new Promise((resolve) => setTimeout(resolve, 4100));
      expect(await writes(anna)).toBe('allowed');
    });

    it('lasts at most thirty days, and begins now', async () => {
      expect(await mute(house.counselor, anna, inMinutes(-1))).toBe('invalid_input');
      expect(await mute(house.counselor, anna, inMinutes(31 * 24 * 60))).toBe('invalid_input');
      expect(await mute(house.counselor, anna, 'tomorrow')).toBe('invalid_input');
      expect(await writes(anna)).toBe('allowed');
    });

    it('spares oneself, equals, and those who are not in the room', async () => {
      const second = await house.people.addStaff('counselor');
      group = await house.group({ leaderIds: [house.counselor.id, second.id] });
      expect(await mute(house.counselor, undefined)).toBe('not_allowed');
      expect(await mute(house.counselor, second)).toBe('not_allowed');
      expect(await mute(house.counselor, anna)).toBe('not_found');
      expect(await mute(house.counselor, house.stranger)).toBe('not_found');
      expect(await mute(house.supervisor, second)).toBe('allowed');
      expect(await unmute(second, second)).toBe('not_allowed');
    });
  });

  describe('ejecting', () => {
    it('suspends the membership at once, keeps the seat, and can be reversed by a leader', async () => {
      await say(ben, 'before');
      expect(await eject(house.counselor, anna)).toBe('allowed');
      expect(await writes(anna)).toBe('membership_ended');
      await say(ben, 'after');
      expect(await bodies(anna)).toEqual(['before']);
      expect(await house.outcome(house.join(group, person(anna)))).toBe('membership_ended');
      expect(await house.outcome(house.accept(group, person(anna)))).toBe('membership_ended');
      expect(await notices(anna)).toMatchObject([{ kind: 'ejected', text: words }]);
      expect((await house.as(house.admin, 'groups.show', { params: { id: group.id } })).taken).toBe(2);
      expect(await eject(house.counselor, anna)).toBe('not_found');

      const reinstate = (by: TestPerson) =>
        house.outcome(
          house.as(by, 'groups.reinstate', {
            params: { id: group.id, personId: person(anna).id },
            body: { reason: 'We found a way' },
          }),
        );
      expect(await reinstate(house.admin)).toBe('not_allowed');
      expect(await reinstate(await house.people.addStaff('counselor'))).toBe('not_found');
      expect(await reinstate(house.counselor)).toBe('allowed');
      expect(await reinstate(house.counselor)).toBe('conflict');
      expect(await writes(anna, 'back')).toBe('allowed');
      expect(await bodies(anna)).toEqual(['before', 'back']);
    });

    it('asks for a new agreement before the person comes back', async () => {
      await eject(house.counselor, anna);
      await house.as(house.counselor, 'groups.publishAgreement', {
        params: { id: group.id },
        body: { text: 'Version two.' },
      });
      const back = await house.as(house.counselor, 'groups.reinstate', {
        params: { id: group.id, personId: person(anna).id },
        body: { reason: 'We found a way' },
      });
      expect(back.status).toBe('agreement_pending');
      expect(await writes(anna)).toBe('membership_ended');
      await house.accept(group, person(anna), 2);
      expect(await writes(anna)).toBe('allowed');
    });

    it('spares oneself and equals; a leader ejected by a supervisor leads no longer', async () => {
      const second = await house.people.addStaff('counselor');
      group = await house.group({ leaderIds: [house.counselor.id, second.id] });
      expect(await eject(house.counselor, undefined)).toBe('not_allowed');
      expect(await eject(house.counselor, second)).toBe('not_allowed');
      expect(await eject(house.supervisor, second)).toBe('allowed');
      expect(await house.as(second, 'groups.list')).toEqual([]);
      expect(await writes(second)).toBe('membership_ended');
    });

    it('accepts nothing above the ejection while messages pour in', async () => {
      const sends = Array.from({ length: 30 }, (_, index) => writes(anna, `message ${index}`));
      const [ejected, ...outcomes] = await Promise.all([eject(house.counselor, anna), ...sends]);
      expect(ejected).toBe('allowed');
      expect(new Set(outcomes).size).toBeLessThanOrEqual(2);
      const events = await house.owner
        .selectFrom('log_event')
        .select(['seq', 'kind', 'author_id', 'subject_id'])
        .where('conversation_id', '=', room())
        .orderBy('seq')
        .execute();
      const left = events.find((each) => each.kind === 'member:left' && each.subject_id === anna?.id);
      const sent = events.filter((each) => each.kind === 'message:sent' && each.author_id === anna?.id);
      expect(left).toBeDefined();
      expect(sent.every((each) => each.seq < (left?.seq ?? 0))).toBe(true);
      expect(sent).toHaveLength(outcomes.filter((each) => each === 'allowed').length);
    });
  });

  it('locks and unlocks the room for everybody but its moderators', async () => {
    expect(await lock(await house.people.addStaff('counselor'), 'lock')).toBe('not_found');
    expect(await lock(house.counselor, 'unlock')).toBe('conflict');
    const race = await Promise.all([lock(house.counselor, 'lock'), lock(house.supervisor, 'lock')]);
    expect([...race].sort()).toEqual(['allowed', 'conflict']);
    expect(await writes(anna)).toBe('room_locked');
    expect(await writes(undefined)).toBe('allowed');
    expect(await lock(house.counselor, 'unlock')).toBe('allowed');
    expect(await writes(anna)).toBe('allowed');
    expect(await house.trail()).not.toContain('A pause for everybody');
  });

  it('seals the reason and the words of every action', async () => {
    await mute(house.counselor, anna);
    const rows = await house.owner
      .selectFrom('moderation_action')
      .selectAll()
      .where('conversation_id', '=', room())
      .execute();
    expect(rows).toMatchObject([{ kind: 'mute', person_id: anna?.id, by_id: house.counselor.id }]);
    expect(rows[0]?.log_seq).toBeGreaterThan(0);
    const told = await house.owner.selectFrom('notice').selectAll().execute();
    for (const row of [...rows, ...told]) expect(row.sealed.toString('latin1')).not.toContain('Talk to me');
  });

  describe('notices', () => {
    it('are read once, by nobody else', async () => {
      await mute(house.counselor, anna);
      const [told] = await notices(anna);
      const see = (who: TestPerson | undefined) =>
        house.outcome(house.as(person(who), 'me.seeNotice', { params: { id: told?.id ?? '' } }));
      expect(await see(ben)).toBe('not_found');
      expect(await see(house.stranger)).toBe('not_found');
      expect(await see(anna)).toBe('allowed');
      expect((await notices(anna))[0]?.seenAt).not.toBeNull();
    });
  });
});
