import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Seat } from './wire-clients.js';

/** What the bench asks of its hostile process. */
export interface Assault {
  seat: Seat;
  /** At most so long. */
  seconds: number;
}
export interface Spoils {
  connected: number;
  turnedAway: number;
  sent: number;
}

const windows = 10;
/** Events per window and turn of 10 ms: 10,000 a second in all, far above what is allowed. */
const perTurn = 10;
const large = 'x'.repeat(31 * 1024);

/** One person with as many windows as they get, who sends what they may and may not, and comes back when cut. */
async function assault({ seat, seconds }: Assault): Promise<Spoils> {
  const spoils: Spoils = { connected: 0, turnedAway: 0, sent: 0 };
  const endsAt = performance.now() + seconds * 1000;
  const sockets = new Set<Socket>();
  const open = () => {
    const socket = io(seat.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: seat.token ?? '' },
    });
    sockets.add(socket);
    socket.once('connect', () => (spoils.connected += 1));
    socket.once('connect_error', () => {
      spoils.turnedAway += 1;
      sockets.delete(socket);
      socket.close();
    });
    socket.once('disconnect', () => sockets.delete(socket));
  };
  while (performance.now() < endsAt) {
    while (sockets.size < windows) open();
    for (const socket of sockets) {
      if (!socket.connected) continue;
      for (let nth = 0; nth < perTurn; nth += 1) {
        spoils.sent += 1;
        if (nth % 3 === 0) socket.emit('no:such:event', { nth });
        else if (nth % 3 === 1) socket.emit('message:send', { conversationId: seat.room, body: large });
        else
          socket.emit('conversation:subscribe', { conversations: [{ conversationId: seat.room }] }, () => 0);
      }
    }
    await sleep(10);
  }
  for (const socket of sockets) socket.close();
  return spoils;
}

// It would be on another machine: what is measured is the work it makes for the server, not its own.
setPriority(constants.priority.PRIORITY_LOW);
process.on('message', (asked: Assault) => {
  void assault(asked).then((spoils) => process.send?.(spoils));
});
process.once('disconnect', () => process.exit(0));
