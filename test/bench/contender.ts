import type { WireKind } from './load.js';
import { memoryOf } from './process-cost.js';
import { type Placement, seatsOf } from './seating.js';
import { type Server, startServer } from './servers.js';
import type { ContenderName, Surroundings } from './surroundings.js';
import type { Seat } from './wire-clients.js';

export type { ContenderName, Surroundings };

const placements: Partial<Record<ContenderName, Placement>> = {
  'homegroup-2-home': 'home',
  'group-commit-2': 'home',
};
/** A collection that gives back less, in bytes, was the last. */
const enough = 1024 * 1024;
const pairs: readonly ContenderName[] = ['homegroup-2', 'homegroup-2-home', 'group-commit-2'];

/** One of those compared, as running processes. */
export class Contender {
  private constructor(
    readonly name: ContenderName,
    private readonly servers: Server[],
    private readonly around: Surroundings,
  ) {}

  static async start(name: ContenderName, around: Surroundings): Promise<Contender> {
    const servers = await Promise.all(
      Array.from({ length: pairs.includes(name) ? 2 : 1 }, () => startServer(name, around)),
    );
    return new Contender(name, servers, around);
  }

  get kind(): WireKind {
    if (this.name === 'ejabberd') return 'xmpp';
    return this.name.startsWith('homegroup') ? 'product' : 'floor';
  }

  get pids(): number[] {
    return this.servers.map(({ pid }) => pid);
  }

  /** Who sits in which room, with fresh tokens. */
  seats(): Seat[][] {
    const urls = this.servers.map(({ url }) => url);
    return seatsOf(this.kind, this.around, urls, placements[this.name] ?? 'spread');
  }

  /** Resident memory in bytes, once collecting garbage gives nothing more back. */
  async memory(): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let given = least; given > enough; ) {
      await Promise.all(this.servers.map((each) => each.collectGarbage()));
      const resident = this.pids.reduce((sum, pid) => sum + memoryOf(pid), 0);
      given = least - resident;
      least = Math.min(least, resident);
    }
    return least;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((each) => each.end()));
  }
}
