import { Broadcaster, type Subscriber, toWire } from '@homegroup/log';
import {
  applyEvents,
  type LogEventKind,
  type Page,
  type ServerEventName,
  type ServerEventPayload,
  type Timeline,
} from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type LogRig, startLog } from './log-rig.js';

/** Applies what arrives for each reader, as a client would. */
class Readers extends Broadcaster {
  readonly timelines = new Map<string, Timeline>();
  readonly epochs = new Map<string, string>();
  readonly closed = new Set<string>();
  readonly kinds = new Set<LogEventKind>();
  gaps = 0;

  override emit<N extends ServerEventName>(
    ids: readonly string[],
    event: N,
    payload: ServerEventPayload<N>,
  ): void {
    if (event === 'conversation:closed') for (const id of ids) this.closed.add(id);
    if (event !== 'log:events') return;
    const news = payload as ServerEventPayload<'log:events'>;
    for (const each of news.events) this.kinds.add(each.kind);
    for (const id of ids) {
      const held = this.timelines.get(id);
      const next = held && applyEvents(held, news.prev, news.events);
      if (next) this.timelines.set(id, next);
      else this.gaps += 1;
    }
  }

  override reset(): void {
    throw new Error('no backup was restored');
  }
}

let log: LogRig;
let readers: Readers;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  log = await startLog();
  readers = new Readers();
  log.pump.attach(readers);
  log.doorbell.listen((bell) => {
    if (bell.kind === 'news') log.pump.wake(bell.organizationId, bell.conversationId, bell.head);
  });
  counselor = await log.people.addStaff('counselor');
  ana = await log.people.addClient();
  ben = await log.people.addClient();
});
afterAll(() => log?.stop());

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function follow(room: string, person: TestPerson, resume: boolean): Promise<void> {
  const subscriber: Subscriber = { id: `${room}:${person.id}`, personId: person.id };
  const held = readers.timelines.get(subscriber.id);
  const epoch = readers.epochs.get(subscriber.id);
  const opening = log.pump.open(log.organizationId, room, subscriber);
  const after = resume && held && epoch ? { epoch, seq: held.position } : null;
  const reader = { organizationId: log.organizationId, personId: person.id };
  const [result] = await log.readLog.follow(reader, [{ conversationId: room, after }]);
  if (!result || result.mode === 'refused') throw new Error(`refused: ${result?.error.code}`);
  const timeline =
    result.mode === 'snapshot'
      ? result.page
      : {
          ...(applyEvents(held as Timeline, result.prev, result.events) as Timeline),
          position: result.position,
        };
  readers.timelines.set(subscriber.id, timeline);
  readers.epochs.set(subscriber.id, result.epoch);
  readers.closed.delete(subscriber.id);
  log.pump.settle(opening, timeline.position, result.epoch);
  log.pump.begin(opening);
}

const fresh = (room: string, person: TestPerson): Promise<Page> =>
  log.readLog.page({ organizationId: log.organizationId, personId: person.id }, room, { limit: 1000 });

describe('snapshot and events', () => {
  it.each([11, 23, 47])('equal a fresh snapshot for every reader, with seed %i', async (seed) => {
    const pick = random(seed);
    const room = await log.room(counselor, ana, ben);
    for (const person of [counselor, ana, ben]) await follow(room, person, false);
    const said: Array<{ seq: number; by: TestPerson }> = [];
    let benIsHere = true;
    let locked = false;
    const change = (run: Parameters<typeof log.unit.run>[1]) => log.unit.run(log.organizationId, run);
    for (let step = 0; step < 90; step += 1) {
      const by = [ana, ben, counselor][pick(3)] as TestPerson;
      const target = said[pick(Math.max(1, said.length))];
      const append = (kind: 'message:edited' | 'message:removed' | 'reaction:changed', author: TestPerson) =>
        log.queue.append(
          log.draft(room, author, kind === 'message:edited' ? `edit ${step}` : null, {
            kind,
            target: target?.seq ?? null,
            detail:
              kind === 'reaction:changed'
                ? { reaction: pick(2) ? 'me_too' : 'thank_you', on: pick(3) > 0 }
                : kind === 'message:removed'
                  ? { by: 'author' }
                  : {},
          }),
        );
      const at = { conversationId: room, personId: ben.id, authorId: counselor.id };
      const what = pick(12);
      if (what < 4 || !target)
        await log.queue.append(log.draft(room, by, `words ${step}`)).then(
          ({ seq }) => said.push({ seq, by }),
          () => undefined,
        );
      else if (what === 4) await append('message:edited', target.by).catch(() => undefined);
      else if (what === 5) await append('message:removed', target.by).catch(() => undefined);
      else if (what < 8) await append('reaction:changed', by).catch(() => undefined);
      else if (what === 8) {
        await change((work) =>
          benIsHere
            ? log.writer.closeInterval(work, at)
            : log.writer.openInterval(work, { ...at, moderator: false }),
        );
        benIsHere = !benIsHere;
        if (benIsHere) await follow(room, ben, pick(2) === 0);
      } else if (what === 9 && pick(3) === 0)
        await change((work) =>
          log.writer.gateMembers(work, {
            conversationId: room,
            authorId: counselor.id,
            version: step,
            exceptPersonIds: [counselor.id, ana.id, ben.id],
          }),
        );
      else if (what === 9) {
        locked = !locked;
        await change((work) =>
          log.writer.append(work, {
            conversationId: room,
            kind: locked ? 'room:locked' : 'room:unlocked',
            authorId: counselor.id,
          }),
        );
      } else if (what === 10 && benIsHere)
        await change((work) =>
          pick(2)
            ? log.writer.muteMember(work, {
                ...at,
                until: new Date(Date.now() + 60_000),
                reason: 'rest a while',
              })
            : log.writer.liftMute(work, at),
        );
      else
        await change((work) =>
          log.writer.append(work, {
            conversationId: room,
            kind: 'message:removed',
            authorId: counselor.id,
            target: target.seq,
            detail: { by: 'moderator', reason: 'not for this group' },
          }),
        );
      // A reader who reconnects now and then.
      if (pick(10) === 0) await follow(room, ana, pick(3) > 0);
    }
    const { head } = await log.database.owner
      .selectFrom('conversation')
      .select('head')
      .where('id', '=', room)
      .executeTakeFirstOrThrow();
    for (const person of benIsHere ? [counselor, ana, ben] : [counselor, ana]) {
      const held = () => readers.timelines.get(`${room}:${person.id}`) as Timeline;
      while (held().position < head) await new Promise((resolve) => setTimeout(resolve, 5));
      const whole = await fresh(room, person);
      const from = held().items[0]?.seq ?? 0;
      expect(held().items).toEqual(whole.items.filter((item) => item.seq >= from));
      expect(held().position).toBe(whole.position);
    }
    expect(readers.gaps).toBe(0);
  });

  it('were compared with every kind of event in them', () => {
    expect([...readers.kinds].sort()).toEqual([
      'agreement:published',
      'member:joined',
      'member:left',
      'member:muted',
      'member:unmuted',
      'message:edited',
      'message:removed',
      'message:sent',
      'reaction:changed',
      'room:locked',
      'room:unlocked',
      'withheld',
    ]);
  });

  it('name every field that leaves: an entry with more in it brings no more out', () => {
    const row = {
      conversationId: 'c',
      seq: 1,
      id: 'i',
      kind: 'message:sent' as const,
      authorId: 'a',
      subjectId: null,
      clientId: 'mine',
      target: null,
      at: new Date(0),
      version: 3,
      text: 'words',
      detail: { mentions: ['b', 7], secret: 'x' },
      removed: null,
      editedAt: null,
      card: null,
    };
    expect(toWire(row, { personId: 'b', moderator: true })).toEqual({
      seq: 1,
      id: 'i',
      at: '1970-01-01T00:00:00.000Z',
      kind: 'message:sent',
      authorId: 'a',
      clientId: null,
      body: 'words',
      replyTo: null,
      mentions: ['b'],
      editedAt: null,
      removed: null,
    });
    expect(
      toWire({ ...row, removed: { by: 'moderator', reason: 'unkind' } }, { personId: 'a', moderator: false }),
    ).toMatchObject({ body: null, mentions: [], clientId: 'mine' });
    expect(toWire({ ...row, kind: 'agreement:accepted' }, { personId: 'a', moderator: true })).toEqual({
      seq: 1,
      id: 'i',
      at: '1970-01-01T00:00:00.000Z',
      kind: 'withheld',
    });
  });
});
