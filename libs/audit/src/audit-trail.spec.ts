import type { UnitOfWork, Work } from '@homegroup/database';
import { AuditTrail } from './audit-trail.js';

/** A unit of work whose transactions end when the test says so. */
class HeldUnit {
  readonly started: { organizationId: string; end: (error?: Error) => void }[] = [];

  run(organizationId: string, _work: (work: Work) => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.started.push({ organizationId, end: (error) => (error ? reject(error) : resolve()) });
    });
  }
}

const record = { actorId: null, action: 'test', outcome: 'allowed' } as const;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('recording reads', () => {
  it('writes one batch of an organization at a time; what comes meanwhile goes into the next', async () => {
    const unit = new HeldUnit();
    const trail = new AuditTrail(unit as unknown as UnitOfWork);
    const first = trail.record('a', record);
    const more = Promise.all([trail.record('a', record), trail.record('a', record)]);
    const other = trail.record('b', record);
    expect(unit.started.map((each) => each.organizationId)).toEqual(['a', 'b']);
    unit.started[0]?.end();
    unit.started[1]?.end();
    await first;
    await other;
    await settled();
    expect(unit.started).toHaveLength(3);
    unit.started[2]?.end();
    await more;
  });

  it('rejects everybody of a batch that failed, and goes on with the next', async () => {
    const unit = new HeldUnit();
    const trail = new AuditTrail(unit as unknown as UnitOfWork);
    const failing = trail.record('a', record);
    const next = trail.record('a', record);
    unit.started[0]?.end(new Error('no database'));
    await expect(failing).rejects.toThrow('no database');
    await settled();
    unit.started[1]?.end();
    await expect(next).resolves.toBeUndefined();
    const later = trail.record('a', record);
    unit.started[2]?.end();
    await expect(later).resolves.toBeUndefined();
  });
});
