import type { Ack, ClientEventName, ClientEventParsed, ClientEventResult } from '@homegroup/protocol';
import { Logger } from '@nestjs/common';
import { SubscribeMessage } from '@nestjs/websockets';
import { describeError, refusalOf } from '../http/error-body.js';
import type { LiveSocket } from './live-socket.js';

const logger = new Logger('Refused');

/** Runs a use case and turns its outcome into an acknowledgement: never an exception, never an echo of what was sent. */
export async function answerOf<T>(run: () => Promise<T>): Promise<Ack<T>> {
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    const { refusal, unexpected } = refusalOf(error);
    if (unexpected) logger.error(describeError(error));
    return { ok: false, error: refusal.toBody() };
  }
}

type Handler<N extends ClientEventName> = (
  socket: LiveSocket,
  input: ClientEventParsed<N>,
) => Promise<ClientEventResult<N>>;

/** Makes a gateway's method the handler of a client event. What it returns or throws becomes the acknowledgement. */
export function Answer<N extends ClientEventName>(event: N) {
  return (target: object, key: string, descriptor: TypedPropertyDescriptor<Handler<N>>): void => {
    const handle = descriptor.value;
    if (!handle) return;
    const answered = function (this: unknown, socket: LiveSocket, input: ClientEventParsed<N>) {
      return answerOf(() => handle.call(this, socket, input));
    };
    descriptor.value = answered as unknown as Handler<N>;
    SubscribeMessage(event)(target, key, descriptor);
  };
}
