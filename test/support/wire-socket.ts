import type { LiveSocket } from '../../apps/server/src/live/live-socket.js';

/** A connection over WebSocket as far as frames are written to it, and what was. `more` is of its transport. */
export function wireSocket({ ordinal = 0, queue = [] as unknown[], more = {} } = {}) {
  const written: Buffer[] = [];
  const emitted: unknown[] = [];
  const socket = {
    connected: true,
    data: { ordinal },
    emit: (...event: unknown[]) => emitted.push(event),
    conn: {
      readyState: 'open',
      upgrading: false,
      writeBuffer: queue,
      transport: {
        name: 'websocket',
        socket: {
          readyState: 1,
          _sender: { sendFrame: ([frame]: Buffer[]) => frame && written.push(frame) },
        },
        ...more,
      },
    },
  };
  return { socket: socket as unknown as LiveSocket, written, emitted };
}
