import type { IncomingMessage } from 'node:http';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { Metrics } from '@homegroup/metrics';
import { frameLimit } from '@homegroup/protocol';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { Drain } from '../drain/drain.js';
import { malformedPackets, parserThatTells, watchTransport } from './malformed-packets.js';

/** Milliseconds. */
const joinPatience = 10_000;
/** Longer than between two heartbeats, which ask the same with less. Who is silent is cut off 18 s after their last word. */
const pingInterval = 12_000;
const pingPatience = 6000;

/**
 * Socket.IO as this product needs it. No recovery of connection state: the log is the recovery, and the built-in
 * one would bring back who was removed meanwhile. No Redis adapter: each node tells its own connections.
 */
export class LiveAdapter extends IoAdapter {
  private readonly configuration: Configuration;
  private readonly drain: Drain;
  private readonly malformed: () => void;

  constructor(app: INestApplication) {
    super(app);
    this.configuration = app.get<Configuration>(CONFIGURATION);
    this.drain = app.get(Drain, { strict: false });
    this.malformed = malformedPackets(app.get(Metrics, { strict: false }));
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const ours: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      serveClient: false,
      maxHttpBufferSize: frameLimit,
      parser: parserThatTells(this.malformed),
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: joinPatience,
      pingInterval,
      pingTimeout: pingPatience,
      allowRequest: (request: IncomingMessage, decide: (refusal: null | string, allowed: boolean) => void) =>
        decide(null, !this.drain.begun && this.isOurs(request)),
    };
    const server = super.createIOServer(port, ours as ServerOptions) as Server;
    watchTransport(server, this.malformed);
    return server;
  }

  /** CORS does not hold for a WebSocket: a page of another origin is refused here. Programs name no origin. */
  private isOurs(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined || origin === new URL(this.configuration.publicUrl).origin) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
