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
