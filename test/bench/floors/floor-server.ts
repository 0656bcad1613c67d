import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

export interface Said {
  room: string;
  clientId: string;
  authorId: string;
  body: string;
}

export interface Numbered extends Said {
  seq: number;
  id: string;
  at: string;
}

export type Acknowledge = (receipt: { seq: number; id: string; at: string }) => void;

export interface ClientToFloor {
  join: (room: string, done: (joined: true) => void) => void;
  send: (said: Said, acknowledge: Acknowledge) => void;
}
export interface FloorToClient {
  message: (message: Numbered) => void;
}

export type FloorServer = Server<ClientToFloor, FloorToClient>;

/** The next number of each room, in this process's memory. */
export class Numbers {
  private readonly heads = new Map<string, number>();

  number(said: Said): Numbered {
    const seq = (this.heads.get(said.room) ?? 0) + 1;
    this.heads.set(said.room, seq);
    return { ...said, seq, id: randomUUID(), at: new Date().toISOString() };
  }
}

/** Socket.IO and nothing else: whoever asks is in the room, and whatever is said goes to `take`. */
export async function serveFloor(
  take: (io: FloorServer, said: Said, acknowledge: Acknowledge) => void,
): Promise<void> {
  const http = createServer();
  const io: FloorServer = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
  });
  io.on('connection', (socket) => {
    socket.on('join', (room, done) => {
      void socket.join(room);
      done(true);
    });
    socket.on('send', (said, acknowledge) => take(io, said, acknowledge));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  process.send?.({ listening: `http://127.0.0.1:${port}` });
  process.once('disconnect', () => process.exit(0));
}
