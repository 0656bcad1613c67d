import { LookAgain } from './look-again.js';

describe('looking again', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const watched = (chance = 0.5) => {
    const look = jest.fn();
    return { look, again: new LookAgain(look, () => chance) };
  };

  it('happens once somebody is back, within ten seconds, and not at the first coming', () => {
    const { look, again } = watched(0.999);
    again.cameBack();
    jest.advanceTimersByTime(20_000);
    expect(look).not.toHaveBeenCalled();
    again.left();
    again.left();
    jest.advanceTimersByTime(20_000);
    expect(look).not.toHaveBeenCalled();
    again.cameBack();
    again.cameBack();
    jest.advanceTimersByTime(10_000);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('waits for the next return when the connection is lost again before it, and ends with the connection', () => {
    const { look, again } = watched();
    again.left();
    again.cameBack();
    jest.advanceTimersByTime(4000);
    again.left();
    jest.advanceTimersByTime(20_000);
    expect(look).not.toHaveBeenCalled();
    again.cameBack();
    again.close();
    jest.advanceTimersByTime(20_000);
    expect(look).not.toHaveBeenCalled();
  });
});
