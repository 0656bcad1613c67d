import { Broadcaster } from '@homegroup/log';
import type { TestPerson } from '@homegroup/test-support';
import { type LogRig, startLog } from './log-rig.js';

class Silent extends Broadcaster {
  override emit(): void {}
  override reset(): void {}
}

let log: LogRig;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  log = await startLog();
  log.pump.attach(new Silent());
  ana = await log.people.addClient();
  ben = await log.people.addClient();
});
afterAll(() => log?.stop());

describe('the heads that a connection is told', () => {
  it('leave out what was asked for and is not granted yet: it may be refused', async () => {
    const { pump, organizationId } = log;
    const room = await log.room(ana);
    const granted = pump.open(organizationId, room, { id: 'a', personId: ana.id });
    pump.settle(granted, 1, 'epoch');
    pump.begin(granted);
    pump.open(organizationId, room, { id: 'b', personId: ben.id });
    expect(pump.heads('a')).toEqual([[room, 1]]);
    expect(pump.heads('b')).toEqual([]);
  });
});

describe('who is told what is of the moment', () => {
  it('is not known between the news that the members changed and reading who they are', async () => {
    const { pump, organizationId, unit, writer, database } = log;
    pump.heed(() => true);
    const room = await log.room(ana, ben);
    const now = async () => {
      const { head, membership_version: version } = await database.owner
        .selectFrom('conversation')
        .select(['head', 'membership_version'])
        .where('id', '=', room)
        .executeTakeFirstOrThrow();
      return [{ conversationId: room, head, version }];
    };
    const compare = async () => {
      const heads = await now();
      pump.compare(organizationId, 'epoch', heads, performance.now());
    };
    const told = () => pump.followers(organizationId, room)?.map(({ id }) => id);
    const untilTold = async (ids: string[]) => {
      while (told()?.join() !== ids.join()) await new Promise(setImmediate);
    };
    const [before] = await now();
    for (const person of [ana, ben]) {
      const opening = pump.open(organizationId, room, { id: person.id, personId: person.id });
      pump.settle(opening, before?.head ?? 0, 'epoch');
      pump.begin(opening);
    }
    await compare();
    await untilTold([ana.id, ben.id]);

    await unit.run(organizationId, (work) =>
      writer.closeInterval(work, { conversationId: room, personId: ben.id, authorId: null }),
    );
    await compare();
    expect(told()).toBeUndefined();
    await untilTold([ana.id]);
  });
});
