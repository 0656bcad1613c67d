import type { ExecutionContext } from '@nestjs/common';
import { AttemptLimit } from './attempt-limit.js';

const from = (ip: string): ExecutionContext =>
  ({ switchToHttp: () => ({ getRequest: () => ({ ip }) }) }) as unknown as ExecutionContext;

describe('the limit of attempts', () => {
  it('lets 300 a minute through from one address, and does not count others with them', async () => {
    const limit = new AttemptLimit();
    for (let attempt = 0; attempt < 300; attempt += 1) await limit.canActivate(from('192.0.2.1'));
    await expect(limit.canActivate(from('192.0.2.1'))).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfter: expect.any(Number),
    });
    await expect(limit.canActivate(from('192.0.2.2'))).resolves.toBe(true);
  });
});
