import { GiveNotice } from '@homegroup/groups';
import type { TestPerson } from '@homegroup/test-support';
import { TwoNodes } from './two-nodes.js';

// Without Redis two nodes hear nothing of each other: every ring between them is lost.
let nodes: TwoNodes;
let counselor: TestPerson;
let ana: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  nodes = await TwoNodes.start({});
  counselor = await nodes.a.people.addStaff('counselor');
  ana = await nodes.a.people.addClient();
  ben = await nodes.a.people.addClient();
});
afterAll(() => nodes?.stop());

describe('a lost doorbell', () => {
  it('costs a second and no message: what one node wrote reaches the other, complete and in order', async () => {
    const room = await nodes.room(counselor, ana, ben);
    const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
    await Promise.all([a, b].map((client) => client.follow(room)));
    const began = performance.now();
    let last = 0;
    for (const body of ['one', 'two', 'three']) last = (await a.send(room, body)).seq;
    await b.holds(room, last);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(b.events(room).map((event) => event.seq)).toEqual([last - 2, last - 1, last]);
    const back = await b.send(room, 'four');
    await a.holds(room, back.seq);
    await nodes.remove(room, ben, counselor, 'a');
    await b.until(() => b.of('conversation:closed').length === 1);
    nodes.closeClients();
  });

  it('costs a second and no notice: what a person is told on one node is found on the other', async () => {
    const [a, b] = [await nodes.connect('a', ana), await nodes.connect('b', ben)];
    const began = performance.now();
    const give = nodes.a.app.get(GiveNotice, { strict: false });
    await nodes.work((work) =>
      give.within(work, { personId: ben.id, kind: 'unmuted', reason: 'canary-reason' }),
    );
    await b.until(() => b.of('notices:changed').length > 0);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(a.of('notices:changed')).toEqual([]);
    expect(JSON.stringify(b.received)).not.toMatch(/canary/);
    nodes.closeClients();
  });

  it('costs a second and no room: who is let in on one node hears of it on the other', async () => {
    const dora = await nodes.a.people.addClient();
    const b = await nodes.connect('b', dora);
    const began = performance.now();
    await nodes.room(counselor, dora);
    await b.until(() => b.of('conversations:changed').length > 0);
    expect(performance.now() - began).toBeLessThan(3000);
    nodes.closeClients();
  });
});
