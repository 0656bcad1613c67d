import { whySilent } from './why-silent.js';

describe('why Redis is silent', () => {
  it('is the first sentence of what it says', () => {
    expect(whySilent(new Error('DENIED Redis is running in protected mode. There is more.'))).toBe(
      'DENIED Redis is running in protected mode',
    );
  });

  it('is the first of the refusals of a name with several addresses', () => {
    const refusals = [
      new Error('connect ECONNREFUSED ::1:6379'),
      new Error('connect ECONNREFUSED 127.0.0.1:6379'),
    ];
    expect(whySilent(new AggregateError(refusals))).toBe('connect ECONNREFUSED ::1:6379');
  });

  it('is never nothing', () => {
    expect(whySilent(new AggregateError([]))).toBe('AggregateError');
    expect(whySilent(new TypeError('x is undefined'))).toBe('its answer was not understood');
  });
});
