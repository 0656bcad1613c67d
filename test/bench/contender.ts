import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OwnProcess } from './own-process.js';
import { memoryOf } from './process-cost.js';
import type { House } from './seed.js';
import type { Seat } from './wire-clients.js';

export type ContenderName = 'homegroup' | 'homegroup-2' | 'bare' | 'group-commit';

export interface Surroundings {
  house: House;
  /** A database of its own on the same Postgres, for the floor that stores. */
  floorDatabase: string;
  redisUrl: string | null;
  nodeFlags: string[];
  size: { rooms: number; members: number };
}

/** One of those compared, as running processes. */
export class Contender {
  private constructor(
    readonly name: ContenderName,
    private readonly processes: OwnProcess[],
    private readonly urls: string[],
    private readonly around: Surroundings,
  ) {}

  static async start(name: ContenderName, around: Surroundings): Promise<Contender> {
    const processes = Array.from({ length: name === 'homegroup-2' ? 2 : 1 }, () => launch(name, around));
    const urls: string[] = [];
    for (const each of processes) urls.push((await each.says<{ listening: string }>()).listening);
    return new Contender(name, processes, urls, around);
  }

  get kind(): 'product' | 'floor' {
    return this.name.startsWith('homegroup') ? 'product' : 'floor';
  }

  get pids(): number[] {
    return this.processes.map((each) => each.pid);
  }

  /** Who sits in which room, with fresh tokens. On several nodes the members of each room are spread over all. */
  seats(): Seat[][] {
    const url = (index: number) => this.urls[index % this.urls.length] ?? '';
    if (this.kind === 'product') {
      const { rooms, token } = this.around.house;
      return rooms.map((room) =>
        room.members.map((person, index) => ({
          url: url(index),
          room: room.id,
          personId: person.id,
          token: token(person),
        })),
      );
    }
    const { rooms, members } = this.around.size;
    return Array.from({ length: rooms }, () => {
      const room = randomUUID();
      return Array.from({ length: members }, (_, index) => ({
        url: url(index),
        room,
        personId: randomUUID(),
        token: null,
      }));
    });
  }

  /** Resident memory in bytes, after a garbage collection. */
  async memory(): Promise<number> {
    for (const each of this.processes) each.signal('SIGUSR2');
    await sleep(700);
    return this.pids.reduce((sum, pid) => sum + memoryOf(pid), 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.end()));
  }
}

function launch(name: ContenderName, around: Surroundings): OwnProcess {
  const measured = ['--expose-gc', '--require', join(import.meta.dirname, 'collect-garbage.cjs')];
  if (name === 'homegroup' || name === 'homegroup-2')
    return OwnProcess.start('apps/server/src/main.js', {
      environment: {
        ...around.house.environment,
        ...(name === 'homegroup-2' && around.redisUrl && { REDIS_URL: around.redisUrl }),
      },
      nodeFlags: [...measured, '--enable-source-maps', ...around.nodeFlags],
    });
  return OwnProcess.start(`test/bench/floors/${name}.js`, {
    environment: { BENCH_DATABASE_URL: around.floorDatabase, NODE_ENV: 'production' },
    nodeFlags: measured,
  });
}
