import fc from 'fast-check';
import { Audience } from './audience.js';

const organization = 'org';

describe('who hears an organization’s channel', () => {
  let time = 5000;
  let audience: Audience;
  beforeEach(() => {
    time = 5000;
    audience = new Audience(() => time);
  });
  const publish = (receivers: number, heardHere: boolean) => {
    const nth = audience.published(organization);
    if (heardHere) audience.heardOwn(organization, nth);
    audience.answered(organization, nth, receivers);
  };

  it('is this node alone once the only one it went to is this node, for five seconds', () => {
    expect(audience.isAlone(organization)).toBe(false);
    publish(1, true);
    expect(audience.isAlone(organization)).toBe(true);
    expect(audience.isAlone('another')).toBe(false);
    time += 4999;
    expect(audience.isAlone(organization)).toBe(true);
    time += 1;
    expect(audience.isAlone(organization)).toBe(false);
  });

  it('is not this node alone when the only one it went to is somebody else, or nobody', () => {
    publish(1, false);
    expect(audience.isAlone(organization)).toBe(false);
    publish(0, false);
    expect(audience.isAlone(organization)).toBe(false);
    publish(2, true);
    expect(audience.isAlone(organization)).toBe(false);
  });

  it('is somebody else, too, as soon as they say so, whatever was counted before', () => {
    publish(1, true);
    audience.heardOther(organization);
    expect(audience.isAlone(organization)).toBe(false);
    const nth = audience.published(organization);
    audience.heardOwn(organization, nth);
    audience.heardOther(organization);
    audience.answered(organization, nth, 1);
    expect(audience.isAlone(organization)).toBe(false);
  });

  it('is never taken for this node alone for more than five seconds after another began to listen', () => {
    // 'ring' publishes as a doorbell does; answers and echoes come later, in any order; the other's greeting may be lost.
    const step = fc.constantFrom('ring', 'answer', 'echo', 'pass', 'join', 'greet');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let now = 1;
        const tested = new Audience(() => now);
        let joined: number | null = null;
        const answers: Array<[number, number]> = [];
        const echoes: number[] = [];
        for (const what of steps) {
          if (what === 'pass') now += 1300;
          else if (what === 'join') joined ??= now;
          else if (what === 'greet' && joined !== null) tested.heardOther(organization);
          else if (what === 'ring') {
            if (tested.isAlone(organization)) {
              if (joined !== null) expect(now - joined).toBeLessThan(5000);
              continue;
            }
            const nth = tested.published(organization);
            answers.push([nth, joined === null ? 1 : 2]);
            echoes.push(nth);
          } else if (what === 'answer') tested.answered(organization, ...(answers.shift() ?? [0, 0]));
          else if (what === 'echo') tested.heardOwn(organization, echoes.shift() ?? 0);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
