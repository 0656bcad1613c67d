import type { Socket } from 'node:net';
import type { LiveSocket } from './live-socket.js';

/** What lies under a Socket.IO socket, as far as it is used here. The names are checked before each use. */
interface Under {
  readyState: string;
  upgrading: boolean;
  /** Packets of Engine.IO that wait for the transport. */
  writeBuffer: readonly unknown[];
  transport: {
    name: string;
    socket?: {
      readyState: number;
      _sender?: { sendFrame?: (frame: readonly Buffer[]) => void };
      _socket?: Socket | null;
    };
  };
}

const open = 1;
const finalText = 0x81;
const longestShort = 125;
const longestMedium = 0xffff;

/** Asks the other end whether it is there, as Engine.IO does. */
export const pingFrame = Buffer.of(finalText, 1, '2'.charCodeAt(0));

/** An event of the root namespace as one unmasked WebSocket text frame, ready to be written to any number of sockets. */
export function encodeFrame(event: string, payload: unknown): Buffer {
  // 4: a message of Engine.IO; 2: an event of Socket.IO.
  const text = `42${JSON.stringify([event, payload])}`;
  const size = Buffer.byteLength(text);
  const head = size <= longestShort ? 2 : size <= longestMedium ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + size);
  frame[0] = finalText;
  if (head === 2) frame[1] = size;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.write(text, head);
  return frame;
}

/**
 * Writes a frame past Socket.IO's packets and Engine.IO's queue, in order with what was emitted before and comes
 * after. False, and nothing is written, when something waits in that queue or the connection is no plain WebSocket:
 * then emit as usual.
 */
export function writeFrame(socket: LiveSocket, frame: Buffer): boolean {
  const conn = socket.conn as unknown as Under;
  const { transport } = conn;
  if (!socket.connected || conn.readyState !== 'open' || conn.upgrading || conn.writeBuffer.length > 0)
    return false;
  const websocket = transport.name === 'websocket' ? transport.socket : undefined;
  if (websocket?.readyState !== open) return false;
  const { _sender: sender } = websocket;
  if (typeof sender?.sendFrame !== 'function') return false;
  sender.sendFrame([frame]);
  return true;
}

/** What is written to this connection in this turn goes out at its end, in one piece. */
export function writeTogether(socket: LiveSocket): void {
  const { _socket: stream } = (socket.conn as unknown as Under).transport.socket ?? {};
  if (!stream || stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}
