import { randomUUID } from 'node:crypto';
import type { Ack, Appended, ClientToServer, ServerToClient } from '@homegroup/protocol';
import { io, type Socket } from 'socket.io-client';
import type { ClientToFloor, FloorToClient } from './floors/floor-server.js';

/** What a connection tells the driver. */
export interface Ear {
  /** A message arrived; `body` as it was sent. */
  heard: (seq: number, body: string) => void;
}

export interface WireClient {
  /** Connects, enters its room and holds its past. Resolves with the number up to which it holds everything. */
  open: () => Promise<number>;
  /** Resolves once the message is durable, or what passes for it; rejects when it was refused. */
  send: (body: string) => Promise<void>;
  close: () => void;
}

export interface Seat {
  url: string;
  room: string;
  personId: string;
  token: string | null;
}

const options = { transports: ['websocket'], forceNew: true, reconnection: false };

const connected = (socket: { once: Socket['once'] }): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });

/** A member of a room of the product: what it does is what the web client does. */
export function productClient(seat: Seat, ear: Ear): WireClient {
  let socket: Socket<ServerToClient, ClientToServer>;
  return {
    open: async () => {
      socket = io(seat.url, { ...options, auth: { token: seat.token ?? '' } });
      socket.on('log:events', ({ events }) => {
        for (const event of events)
          ear.heard(event.seq, event.kind === 'message:sent' ? (event.body ?? '') : '');
      });
      await connected(socket as unknown as Socket);
      const follow = () =>
        socket.emitWithAck('conversation:subscribe', { conversations: [{ conversationId: seat.room }] });
      let answer = await follow();
      // As the web client does; the time counts.
      for (let again = 0; !answer.ok && answer.error.code === 'try_again' && again < 20; again += 1) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        answer = await follow();
      }
      const result = answer.ok ? answer.data.results[0] : undefined;
      if (result?.mode !== 'snapshot') throw new Error(`following was refused: ${JSON.stringify(answer)}`);
      return result.page.position;
    },
    send: async (body) => {
      const answer: Ack<Appended> = await socket.emitWithAck('message:send', {
        conversationId: seat.room,
        clientId: randomUUID(),
        body,
      });
      if (!answer.ok) throw new Error(answer.error.code);
    },
    close: () => socket.close(),
  };
}

export function floorClient(seat: Seat, ear: Ear): WireClient {
  let socket: Socket<FloorToClient, ClientToFloor>;
  return {
    open: async () => {
      socket = io(seat.url, options);
      socket.on('message', ({ seq, body }) => ear.heard(seq, body));
      await connected(socket as unknown as Socket);
      await socket.emitWithAck('join', seat.room);
      return 0;
    },
    send: async (body) => {
      const { room, personId: authorId } = seat;
      await socket.emitWithAck('send', { room, authorId, clientId: randomUUID(), body });
    },
    close: () => socket.close(),
  };
}
