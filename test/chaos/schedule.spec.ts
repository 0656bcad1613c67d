import { cutsOf, faultKinds, scheduleOf } from './schedule.js';

const extent = { seconds: 20, nodes: 3 };

describe('the fault schedule', () => {
  it('is the same for the same seed and another for another', () => {
    expect(scheduleOf(7, extent)).toEqual(scheduleOf(7, extent));
    expect(scheduleOf(8, extent)).not.toEqual(scheduleOf(7, extent));
  });

  it('holds every kind and heals everything before the workload is over', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const faults = scheduleOf(seed, extent);
      expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds));
      for (const { at, lasts } of faults) expect(at + lasts).toBeLessThanOrEqual(20_000);
    }
  });

  it('spreads so many cuts as are asked for', () => {
    expect(cutsOf(3, 1000, { seconds: 40, nodes: 3 })).toHaveLength(1000);
  });
});
