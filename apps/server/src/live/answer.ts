import type { Ack, ClientEventName, ClientEventParsed, ClientEventResult } from '@homegroup/protocol';
import { Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
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

export type Acknowledge<N extends ClientEventName> = (answer: Ack<ClientEventResult<N>>) => void;
/** A method that hears an event and answers it once. It never throws. */
export type Hearing = (socket: LiveSocket, input: unknown, acknowledge: (answer: unknown) => void) => void;

/** Makes a method of a gateway the one that hears a client event and acknowledges it by itself. */
export const Hear = Reflector.createDecorator<ClientEventName>();

type Handler<N extends ClientEventName> = (
  socket: LiveSocket,
  input: ClientEventParsed<N>,
) => Promise<ClientEventResult<N>>;

/** Makes a gateway's method the handler of a client event. What it returns or throws becomes the acknowledgement. */
export function Answer<N extends ClientEventName>(event: N) {
  return (target: object, key: string, descriptor: TypedPropertyDescriptor<Handler<N>>): void => {
    const handle = descriptor.value;
    if (!handle) return;
    const hear = function (
      this: unknown,
      socket: LiveSocket,
      input: ClientEventParsed<N>,
      acknowledge: Acknowledge<N>,
    ) {
      void answerOf(() => handle.call(this, socket, input)).then(acknowledge);
    };
    descriptor.value = hear as unknown as Handler<N>;
    Hear(event)(target, key, descriptor);
  };
}
