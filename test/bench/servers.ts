import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EjabberdServer } from './ejabberd/ejabberd-server.js';
import { OwnProcess } from './own-process.js';
import { type ContenderName, type Surroundings, sideIn } from './surroundings.js';

/** One running process that serves connections. */
export interface Server {
  pid: number;
  url: string;
  collectGarbage: () => Promise<void>;
  end: () => Promise<void>;
}

export async function startServer(name: ContenderName, around: Surroundings): Promise<Server> {
  if (name === 'ejabberd') {
    if (!around.ejabberd) throw new Error('ejabberd has no database');
    return EjabberdServer.start(around.ejabberd, sideIn(around, 'serving'));
  }
  const server = name.startsWith('homegroup') ? product(name, around) : floor(name, around);
  try {
    const { listening } = await server.says<{ listening: string }>();
    return {
      pid: server.pid,
      url: listening,
      collectGarbage: async () => {
        server.signal('SIGUSR2');
        await sleep(700);
      },
      end: () => server.end(),
    };
  } catch (error) {
    await server.end();
    throw error;
  }
}

const measured = ['--expose-gc', '--require', join(import.meta.dirname, 'collect-garbage.cjs')];

const product = (name: ContenderName, around: Surroundings) =>
  OwnProcess.start('apps/server/src/main.js', {
    environment: {
      ...around.house.environment,
      ...(name !== 'homegroup' && around.redisUrl && { REDIS_URL: around.redisUrl }),
    },
    nodeFlags: [...measured, '--enable-source-maps', ...around.nodeFlags],
    side: sideIn(around, 'serving'),
  });

const floor = (name: ContenderName, around: Surroundings) =>
  OwnProcess.start(`test/bench/floors/${name.replace('-2', '')}.js`, {
    environment: { BENCH_DATABASE_URL: around.floorDatabase, NODE_ENV: 'production' },
    nodeFlags: measured,
    side: sideIn(around, 'serving'),
  });
