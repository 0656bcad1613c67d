import type { Ack } from './errors.js';
import { HomegroupError } from './errors.js';
import type {
  ClientEventName,
  ClientEventRequest,
  ClientEventResult,
  ServerEventName,
  ServerEventPayload,
} from './socket-events.js';

/** What the live client needs of a Socket.IO socket; a `Socket` from socket.io-client fits. */
export interface RawSocket {
  readonly connected: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  off(event: string, listener?: (...args: never[]) => void): unknown;
  timeout(milliseconds: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> };
}

/** Asks once. Rejects with the server's `HomegroupError`, or `try_again` when no answer came in time. */
export async function ask<N extends ClientEventName>(
  socket: RawSocket,
  event: N,
  request: ClientEventRequest<N>,
  milliseconds = 8000,
): Promise<ClientEventResult<N>> {
  if (!socket.connected) throw new HomegroupError('try_again', 'There is no connection right now.');
  let answer: Ack<ClientEventResult<N>>;
  try {
    answer = (await socket.timeout(milliseconds).emitWithAck(event, request)) as Ack<ClientEventResult<N>>;
  } catch {
    throw new HomegroupError('try_again', 'The server has not answered yet.');
  }
  if (answer.ok) return answer.data;
  throw HomegroupError.from(answer.error);
}

export function listen<N extends ServerEventName>(
  socket: RawSocket,
  event: N,
  listener: (payload: ServerEventPayload<N>) => void,
): () => void {
  socket.on(event, listener as (...args: never[]) => void);
  return () => void socket.off(event, listener as (...args: never[]) => void);
}
