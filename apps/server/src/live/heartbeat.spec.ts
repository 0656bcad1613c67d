import { wireSocket } from '../../../../test/support/wire-socket.js';
import type { Connections } from './connections.js';
import type { FollowingOfNode } from './following-of-node.js';
import { encodeFrame, pingFrame } from './frame.js';
import { Heartbeat } from './heartbeat.js';
import type { LiveSocket } from './live-socket.js';

describe('a heartbeat', () => {
  const heads: Array<[string, number]> = [['a room', 7]];
  const head = encodeFrame('log:heads', { heads });
  let beating: Heartbeat;
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    beating.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  const beat = (
    all: ReadonlyArray<{ socket: LiveSocket }>,
    following: (socket: LiveSocket) => typeof heads,
  ) => {
    const connections = { all: () => all.map(({ socket }) => socket) };
    beating = new Heartbeat(connections as Connections, { heads: following } as FollowingOfNode);
    beating.onModuleInit();
    jest.advanceTimersByTime(10_000);
  };

  it('reaches each of many connections once in ten seconds, at different times', () => {
    const all = Array.from({ length: 80 }, (_, ordinal) => wireSocket({ ordinal }));
    beat(all, () => heads);
    expect(all.every(({ written }) => Buffer.concat(written).equals(Buffer.concat([head, pingFrame])))).toBe(
      true,
    );
    jest.advanceTimersByTime(250);
    expect(all.filter(({ written }) => written.length === 2)).toHaveLength(2);
  });

  it('asks who follows nothing, and leaves to Engine.IO whoever something waits for', () => {
    const [alone, slow] = [wireSocket({ ordinal: 1 }), wireSocket({ ordinal: 2, queue: ['earlier'] })];
    beat([alone, slow], (socket) => (socket === alone.socket ? [] : heads));
    expect([alone.written, alone.emitted]).toEqual([[pingFrame], []]);
    expect([slow.written, slow.emitted]).toEqual([[], [['log:heads', { heads }]]]);
  });

  it('ends with the server', () => {
    const one = wireSocket({ ordinal: 1 });
    beat([one], () => heads);
    beating.beforeApplicationShutdown();
    jest.advanceTimersByTime(20_000);
    expect(one.written).toHaveLength(1);
  });
});
