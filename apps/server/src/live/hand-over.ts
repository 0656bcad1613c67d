import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveSocket } from './live-socket.js';

/** Milliseconds. One connection after another, so that the other nodes are not met by all clients at once. */
const apart = 2;
const step = 20;
/** How long an event that is under way may take to be answered before the connection is closed all the same. */
const mostWait = 3000;

/**
 * Lets every connection go, spread over at most a third of `within` milliseconds. From its turn on a connection's new
 * events are not taken up, so that the client sends them elsewhere; those under way are finished and answered first.
 * The transport is closed, not the session: clients come back by themselves, and each waits a random while.
 */
export async function handOver(sockets: readonly LiveSocket[], within: number): Promise<void> {
  const steps = Math.max(1, Math.ceil(Math.min(sockets.length * apart, within / 3) / step));
  const size = Math.ceil(sockets.length / steps);
  const letting: Promise<void>[] = [];
  for (let from = 0; from < sockets.length; from += size) {
    if (from > 0) await sleep(step);
    for (const socket of sockets.slice(from, from + size))
      letting.push(letGo(socket, Math.min(mostWait, within / 3)));
  }
  await Promise.all(letting);
}

async function letGo(socket: LiveSocket, patience: number): Promise<void> {
  socket.data.leaving = true;
  const until = performance.now() + patience;
  while (socket.data.pending > 0 && socket.connected && performance.now() < until) await sleep(5);
  socket.conn.close();
  while (socket.connected && performance.now() < until) await sleep(5);
}
