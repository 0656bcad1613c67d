import { type Measure, Pace } from './pace.js';

/** A process of which one says how it spends its time. */
function lived() {
  const total = { active: 0, idle: 0 };
  const measure: Measure = (since = { active: 0, idle: 0, utilization: 0 }) => {
    const active = total.active - since.active;
    const idle = total.idle - since.idle;
    return { active, idle, utilization: active + idle === 0 ? 0 : active / (active + idle) };
  };
  const spend = (active: number, idle: number) => {
    total.active += active;
    total.idle += idle;
  };
  return { spend, pace: new Pace(measure) };
}

describe('the pace of batches', () => {
  it('lets nobody wait while there is time to spare', () => {
    const { spend, pace } = lived();
    expect(pace.now()).toBe(0);
    spend(120, 80);
    expect(pace.now()).toBe(0);
  });

  it('grows from there to ten milliseconds when no time is left, and falls again', () => {
    const { spend, pace } = lived();
    spend(160, 40);
    expect(pace.now()).toBeCloseTo(5);
    spend(200, 0);
    expect(pace.now()).toBeCloseTo(10);
    spend(20, 180);
    expect(pace.now()).toBe(0);
  });

  it('judges no moment alone', () => {
    const { spend, pace } = lived();
    spend(50, 0);
    expect(pace.now()).toBe(0);
    spend(0, 150);
    expect(pace.now()).toBe(0);
  });
});
