import type { IncomingMessage } from 'node:http';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { frameLimit } from '@homegroup/protocol';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { firstValueFrom, isObservable } from 'rxjs';
import type { Server, ServerOptions } from 'socket.io';
import { Drain } from '../drain/drain.js';
import { traceEvent } from '../tracing/trace-event.js';
import type { LiveSocket } from './live-socket.js';

/** Milliseconds. */
const joinPatience = 10_000;
const pingInterval = 10_000;
const pingPatience = 8000;

type Listener = (input: unknown, acknowledge: (answer: unknown) => void) => void;

/**
 * Socket.IO as this product needs it. No recovery of connection state: the log is the recovery, and the built-in
 * one would bring back who was removed meanwhile. No Redis adapter: each node tells its own connections.
 */
export class LiveAdapter extends IoAdapter {
  private readonly configuration: Configuration;
  private readonly drain: Drain;

  constructor(app: INestApplication) {
    super(app);
    this.configuration = app.get<Configuration>(CONFIGURATION);
    this.drain = app.get(Drain, { strict: false });
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const ours: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      serveClient: false,
      maxHttpBufferSize: frameLimit,
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: joinPatience,
      pingInterval,
      pingTimeout: pingPatience,
      allowRequest: (request: IncomingMessage, decide: (refusal: null | string, allowed: boolean) => void) =>
        decide(null, !this.drain.begun && this.isOurs(request)),
    };
    return super.createIOServer(port, ours as ServerOptions) as Server;
  }

  /**
   * One plain listener per event. Nest's own makes a chain of observables for every event of every socket, which is
   * memory per connection and work per message. Every event arrives here with one object and an acknowledgement,
   * because the packet gate lets nothing else through; handlers answer and never throw.
   */
  override bindMessageHandlers(socket: LiveSocket, handlers: MessageMappingProperties[]): void {
    const listen = socket.on.bind(socket) as (event: string, listener: Listener) => void;
    for (const { message, callback, isAckHandledManually } of handlers)
      listen(message as string, (input, acknowledge) =>
        traceEvent(message as string, acknowledge, (answer) => {
          const outcome = outcomeOf(callback(input, answer));
          if (!isAckHandledManually) void outcome.then((result) => result !== undefined && answer(result));
        }),
      );
  }

  /** CORS does not hold for a WebSocket: a page of another origin is refused here. Programs name no origin. */
  private isOurs(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined || origin === new URL(this.configuration.publicUrl).origin) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}

/** The guards and interceptors of the application turn a handler's answer into an observable of one. */
async function outcomeOf(called: unknown): Promise<unknown> {
  const answer = await called;
  return isObservable(answer) ? firstValueFrom(answer, { defaultValue: undefined }) : answer;
}
