import { Gathering } from './gathering.js';

interface Ask {
  organizationId: string;
  number: number;
}

/** Readings that go on until they are let. */
function held(most = 100, distance = 0) {
  const readings: Array<{ organizationId: string; numbers: number[]; go: (failure?: Error) => void }> = [];
  const gathering = new Gathering<Ask, number>(
    (organizationId, asks) =>
      new Promise((resolve, reject) => {
        const numbers = asks.map((ask) => ask.number);
        const go = (failure?: Error) =>
          failure ? reject(failure) : resolve(numbers.map((number) => number * 10));
        readings.push({ organizationId, numbers, go });
      }),
    most,
    distance,
  );
  const ask = (number: number, organizationId = 'harbor') => gathering.ask({ organizationId, number });
  return { readings, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Gathering', () => {
  it('answers together what is asked while two readings are under way', async () => {
    const { readings, ask } = held();
    const first = ask(1);
    await turn();
    const second = ask(2);
    await turn();
    const others = [ask(3), ask(4), ask(5)];
    await turn();
    expect(readings.map((each) => each.numbers)).toEqual([[1], [2]]);
    readings[1]?.go();
    expect(await second).toBe(20);
    await turn();
    expect(readings.map((each) => each.numbers)).toEqual([[1], [2], [3, 4, 5]]);
    readings[2]?.go();
    expect(await Promise.all(others)).toEqual([30, 40, 50]);
    readings[0]?.go();
    expect(await first).toBe(10);
  });

  it('reads for each organization apart, and a failure is that of its own asks alone', async () => {
    const { readings, ask } = held();
    const asks = [ask(1), ask(2, 'cedar'), ask(3)];
    const outcomes = Promise.allSettled(asks);
    await turn();
    expect(readings).toMatchObject([
      { organizationId: 'harbor', numbers: [1, 3] },
      { organizationId: 'cedar', numbers: [2] },
    ]);
    readings[0]?.go(new Error('gone'));
    readings[1]?.go();
    expect((await outcomes).map((each) => each.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    const later = ask(4);
    await turn();
    readings[2]?.go();
    expect(await later).toBe(40);
  });

  it('reads no more at once than it may, and leaves nobody behind', async () => {
    const { readings, ask } = held(2);
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => ask(number)));
    for (let done = 0; done < 4; done += 1) {
      await turn();
      readings[done]?.go();
      await turn();
    }
    expect(await answers).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(readings.map((each) => each.numbers)).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
  });

  it('lets nobody wait who asks alone, and gathers for a moment while somebody is being answered', async () => {
    const { readings, ask } = held(100, 300);
    const alone = ask(1);
    await turn();
    const others = [ask(2)];
    await turn();
    others.push(ask(3));
    await turn();
    expect(readings.map((each) => each.numbers)).toEqual([[1]]);
    readings[0]?.go();
    expect(await alone).toBe(10);
    while (readings.length < 2) await turn();
    readings[1]?.go();
    expect(await Promise.all(others)).toEqual([20, 30]);
    expect(readings.map((each) => each.numbers)).toEqual([[1], [2, 3]]);
  });
});
