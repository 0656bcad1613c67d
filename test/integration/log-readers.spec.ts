import type { Subscribed } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import fc from 'fast-check';
import pg from 'pg';
import { type LogRig, startLog } from './log-rig.js';

let log: LogRig;
let ana: TestPerson;
let ben: TestPerson;
let cid: TestPerson;
let stranger: TestPerson;
let first: string;
let second: string;

beforeAll(async () => {
  log = await startLog();
  [ana, ben, cid, stranger] = await Promise.all([
    log.people.addClient(),
    log.people.addClient(),
    log.people.addClient(),
    log.people.addClient(),
  ]);
  first = await log.room(ana, cid);
  second = await log.room(ben);
  await say(first, ana, 'before Ben');
  const { seq } = await say(first, cid, 'first wording');
  await log.unit.run(log.organizationId, (work) =>
    log.writer.closeInterval(work, { conversationId: first, personId: cid.id, authorId: null }),
  );
  await log.unit.run(log.organizationId, (work) =>
    log.writer.openInterval(work, {
      conversationId: first,
      personId: ben.id,
      moderator: false,
      authorId: null,
    }),
  );
  await say(first, ben, 'with Ben');
  await log.queue.append(
    log.draft(first, ana, null, {
      kind: 'reaction:changed',
      target: seq,
      detail: { reaction: 'me_too', on: true },
    }),
  );
  await say(second, ben, 'Ben alone');
});
afterAll(() => log?.stop());

const say = (room: string, author: TestPerson, body: string) =>
  log.queue.append(log.draft(room, author, body));
const words = (answer: Subscribed | undefined) =>
  answer?.mode === 'snapshot'
    ? answer.page.items.flatMap((item) => (item.type === 'message' ? [item.body] : []))
    : answer?.mode;

/** What a client was asked: a text, or a named statement. */
const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : (statement as { text: string }).text;

describe('readers who ask in the same moment', () => {
  it('wait for one reading of the keys, however much they are shown, also right after a start', async () => {
    const asked = jest.spyOn(pg.Client.prototype, 'query');
    try {
      const conversations = [first, second].map((conversationId) => ({ conversationId, after: null }));
      const reader = { organizationId: log.organizationId, personId: ben.id };
      const answers = await log.coldReadLog().follow(reader, conversations);
      expect(answers.map((each) => words(each))).toEqual([['with Ben'], ['Ben alone']]);
      const keys = asked.mock.calls.filter(([statement]) => textOf(statement).includes('wrapped_key'));
      // One for the conversations, one for their organization.
      expect(keys).toHaveLength(2);
    } finally {
      asked.mockRestore();
    }
  });

  it('are each shown their own part and nothing of another’s', async () => {
    const follow = (person: TestPerson, ...rooms: string[]) =>
      log.readLog.follow(
        { organizationId: log.organizationId, personId: person.id },
        rooms.map((conversationId) => ({ conversationId, after: null })),
      );
    const [anas, bens, cids, strangers, ben2] = await Promise.all([
      follow(ana, second, first),
      follow(ben, first, second),
      follow(cid, first),
      follow(stranger, first, second),
      follow(ben, second),
    ]);
    expect(anas?.map((each) => words(each))).toEqual([
      'refused',
      ['before Ben', 'first wording', 'with Ben'],
    ]);
    expect(bens?.map((each) => words(each))).toEqual([['with Ben'], ['Ben alone']]);
    expect(cids?.map((each) => words(each))).toEqual(['refused']);
    expect(strangers?.map((each) => words(each))).toEqual(['refused', 'refused']);
    expect(ben2?.map((each) => words(each))).toEqual([['Ben alone']]);
    // What was reacted to came before Ben's time: nothing of it is in what he is given.
    expect(JSON.stringify(anas)).toContain(JSON.stringify({ thank_you: [], me_too: [ana.id] }));
    expect(JSON.stringify(bens)).not.toContain(`[${JSON.stringify(ana.id)}]`);
  });

  it('are given what followed their own cursor, whatever the cursor of the next', async () => {
    const reader = { organizationId: log.organizationId, personId: ana.id };
    const [whole] = await log.readLog.follow(reader, [{ conversationId: first, after: null }]);
    if (whole?.mode !== 'snapshot') throw new Error('a snapshot was expected');
    const { epoch, page } = whole;
    const answers = await Promise.all(
      Array.from({ length: page.position }, (_, nth) =>
        log.readLog.follow(reader, [{ conversationId: first, after: { epoch, seq: nth + 1 } }]),
      ),
    );
    for (const [nth, [answer]] of answers.entries()) {
      // Ana's own interval begins with the first number; a cursor before it leads to a snapshot.
      if (answer?.mode !== 'events') throw new Error(`events were expected after ${nth + 1}`);
      const numbers = answer.events.map((event) => event.seq);
      expect(numbers).toEqual(
        Array.from({ length: page.position - nth - 1 }, (_, further) => nth + 2 + further),
      );
    }
  });
});

describe('readers who came and went', () => {
  /** Says and lets come and go as the letters tell: `s` says, a digit turns that person's belonging around. */
  async function history(people: readonly TestPerson[], told: readonly string[]) {
    const room = await log.room(people[0] as TestPerson);
    const here = new Set([0]);
    const heard = people.map((): string[] => []);
    const within = { conversationId: room, authorId: null };
    for (const [nth, letter] of told.entries()) {
      if (letter === 's') {
        await say(room, people[0] as TestPerson, `word ${nth}`);
        for (const index of here) heard[index]?.push(`word ${nth}`);
        continue;
      }
      const index = Number(letter);
      const person = people[index] as TestPerson;
      const member = { ...within, personId: person.id, moderator: false };
      await log.unit.run(log.organizationId, (work) =>
        here.has(index) ? log.writer.closeInterval(work, member) : log.writer.openInterval(work, member),
      );
      if (!here.delete(index)) here.add(index);
    }
    return { room, here: [...here], heard };
  }

  it('are shown the same together as alone: what was said while they belonged, the newest fifty of all', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => log.people.addClient()));
    const belonging = fc.constantFrom('s', 's', 's', 's', 's', 's', '1', '2', '3', '4');
    await fc.assert(
      fc.asyncProperty(fc.array(belonging, { minLength: 60, maxLength: 110 }), async (letters) => {
        const { room, here, heard } = await history(people, letters);
        const follow = async (index: number) => {
          const reader = { organizationId: log.organizationId, personId: people[index]?.id ?? '' };
          const [answer] = await log.readLog.follow(reader, [{ conversationId: room, after: null }]);
          if (answer?.mode !== 'snapshot') throw new Error(`a snapshot was expected for ${index}`);
          return answer.page;
        };
        const together = await Promise.all(here.map(follow));
        for (const [nth, index] of here.entries()) {
          const page = together[nth];
          expect(page).toEqual(await follow(index));
          const said = page?.items.flatMap((item) => (item.type === 'message' ? [item.body] : [])) ?? [];
          expect(said).toEqual(heard[index]?.slice(heard[index].length - said.length));
          if (page?.earlier === null) expect(said).toEqual(heard[index]);
          else expect(page?.items).toHaveLength(50);
        }
      }),
      { numRuns: 6, seed: 8 },
    );
  });
});
