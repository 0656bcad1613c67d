import { Broadcaster, type Opening } from '@homegroup/log';
import type { ServerEventName, ServerEventPayload } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type LogRig, startLog } from './log-rig.js';

/** What reached whom, by their name here. */
class Heard extends Broadcaster {
  readonly of = new Map<string, string[]>();
  private readonly waiting: Array<() => void> = [];

  override emit<N extends ServerEventName>(
    ids: readonly string[],
    event: N,
    payload: ServerEventPayload<N>,
  ): void {
    const said =
      event === 'log:events'
        ? (payload as ServerEventPayload<'log:events'>).events.map(({ kind }) => kind)
        : [event];
    for (const id of ids) this.of.set(id, [...(this.of.get(id) ?? []), ...said]);
    for (const go of this.waiting.splice(0)) go();
  }

  override reset(): void {
    throw new Error('no backup was restored');
  }

  async until(id: string, wanted: string): Promise<void> {
    if (this.of.get(id)?.includes(wanted)) return;
    await new Promise<void>((resolve) => void this.waiting.push(resolve));
    await this.until(id, wanted);
  }
}

let log: LogRig;
let heard: Heard;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  log = await startLog();
  heard = new Heard();
  log.pump.attach(heard);
  log.doorbell.listen((bell) => {
    if (bell.kind === 'news') log.pump.wake(bell.organizationId, bell.conversationId, bell.head);
  });
  [ana, ben] = [await log.people.addClient(), await log.people.addClient()];
});
afterAll(() => log?.stop());
beforeEach(() => heard.of.clear());

async function follow(room: string, person: TestPerson, id: string): Promise<Opening> {
  const opening = log.pump.open(log.organizationId, room, { id, personId: person.id });
  const reader = { organizationId: log.organizationId, personId: person.id };
  const [result] = await log.readLog.follow(reader, [{ conversationId: room, after: null }]);
  if (result?.mode !== 'snapshot') throw new Error(JSON.stringify(result));
  log.pump.settle(opening, result.page.position, result.epoch);
  log.pump.begin(opening);
  return opening;
}

const join = (room: string, ...people: TestPerson[]) =>
  log.unit.run(log.organizationId, async (work) => {
    for (const { id: personId } of people)
      await log.writer.openInterval(work, {
        conversationId: room,
        personId,
        moderator: false,
        authorId: null,
      });
  });

describe('news of who belongs', () => {
  it('reaches those who follow, however many came at once', async () => {
    const room = await log.room(ana);
    await follow(room, ana, 'ana');
    const crowd = await Promise.all(Array.from({ length: 12 }, () => log.people.addClient()));
    await join(room, ...crowd);
    await log.queue.append(log.draft(room, ana, 'Welcome, all twelve of you.'));
    await heard.until('ana', 'message:sent');
    expect(heard.of.get('ana')).toEqual([...crowd.map(() => 'member:joined'), 'message:sent']);
  });

  it('sends nobody away who came back and knows more than this node does yet', async () => {
    const room = await log.room(ana, ben);
    await follow(room, ana, 'ana');
    await follow(room, ben, 'ben');
    await log.unit.run(log.organizationId, (work) =>
      log.writer.closeInterval(work, { conversationId: room, personId: ben.id, authorId: null }),
    );
    await heard.until('ben', 'conversation:closed');
    const { go, asked } = holdNews();
    await join(room, ben);
    await asked;
    heard.of.clear();
    await follow(room, ben, 'ben');
    expect(heard.of.get('ben')).toBeUndefined();
    go();
    await log.queue.append(log.draft(room, ana, 'Good to have you back.'));
    await heard.until('ben', 'message:sent');
    expect(heard.of.get('ben')).toEqual(['message:sent']);
  });
});

/** The next reading of news waits until it is let go. */
function holdNews(): { asked: Promise<void>; go: () => void } {
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  let tell = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const query = log.pool.query.bind(log.pool) as (...args: unknown[]) => Promise<unknown>;
  const holding = jest.spyOn(log.pool, 'query') as unknown as jest.SpyInstance<Promise<unknown>, unknown[]>;
  holding.mockImplementation(async (...args: unknown[]) => {
    if ((args[0] as { name?: string }).name === 'read-news') {
      holding.mockRestore();
      tell();
      await held;
    }
    return query(...args);
  });
  return { asked, go };
}
