import { setTimeout as pause } from 'node:timers/promises';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { ResolveActor } from '@homegroup/identity';
import { Metrics } from '@homegroup/metrics';
import { HomegroupError } from '@homegroup/protocol';
import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Drain } from '../drain/drain.js';
import { refusalOf } from '../http/error-body.js';
import { Arrivals } from './arrivals.js';
import { Connections } from './connections.js';
import { EventHandlers } from './event-handlers.js';
import { FollowingOfNode } from './following-of-node.js';
import { handOver } from './hand-over.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { PacketGate } from './packet-gate.js';

/** Open connections of one person on this node; the newest is refused beyond it. */
const mostConnections = 10;
/** Milliseconds. */
const refusalPause = 1000;
const slownessEvery = 1000;
/** Bytes, and packets, that may wait for a reader who does not read. */
const mostBuffered = 1024 * 1024;
const mostPackets = 2000;

/** What waits to be read by the other end: of Engine.IO, which counts packets, and of the WebSocket, which counts bytes. */
interface Waiting {
  writeBuffer: readonly unknown[];
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } };
}

/** Lets connections in and out. Who somebody is gets settled before the connection stands. */
@WebSocketGateway()
export class LiveGateway
  implements
    OnGatewayInit<LiveNamespace>,
    OnGatewayConnection<LiveSocket>,
    OnGatewayDisconnect<LiveSocket>,
    BeforeApplicationShutdown
{
  private slowness: NodeJS.Timeout | undefined;
  private readonly served = new Map<string, () => void>();
  private came = 0;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly resolveActor: ResolveActor,
    private readonly arrivals: Arrivals,
    private readonly connections: Connections,
    private readonly gate: PacketGate,
    private readonly handlers: EventHandlers,
    private readonly following: FollowingOfNode,
    private readonly drain: Drain,
    private readonly metrics: Metrics,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    namespace.use((socket, next) => void this.welcome(socket, next));
    this.slowness = setInterval(() => this.cutSlow(), slownessEvery);
  }

  handleConnection(socket: LiveSocket): void {
    this.served.set(socket.id, this.following.serve(socket));
    this.connections.add(socket);
    this.handlers.bind(socket);
  }

  handleDisconnect(socket: LiveSocket): void {
    this.connections.remove(socket);
    const { personId } = socket.data.actor;
    if (this.connections.countOf(personId) === 0) this.gate.forget(personId);
    this.following.leave(socket);
    this.served.get(socket.id)?.();
    this.served.delete(socket.id);
  }

  /** Takes no one new and lets go of everybody: their clients resume on another node, or here after the restart. */
  async beforeApplicationShutdown(): Promise<void> {
    this.drain.stopAccepting();
    clearInterval(this.slowness);
    const open = this.connections.all();
    this.metrics.cuts.add('drain', open.length);
    await handOver(open, this.configuration.DRAIN_SECONDS * 1000);
  }

  /** Never rejects: a refusal reaches the client as `connect_error`, with its code. */
  private async welcome(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    try {
      await this.admit(socket);
    } catch (error) {
      const { refusal } = refusalOf(error);
      // Whoever comes too often waits for the answer as well, or would come again at once.
      if (refusal.code === 'too_many_requests') await pause(refusalPause, undefined, { ref: false });
      return next(Object.assign(new Error(refusal.code), { data: refusal.toBody() }));
    }
    next();
  }

  /** @throws session_ended, too_many_requests, try_again */
  private async admit(socket: LiveSocket): Promise<void> {
    if (this.drain.begun)
      throw new HomegroupError('try_again', 'This server is closing. Try again in a moment.');
    const { token } = socket.handshake.auth as { token?: unknown };
    if (typeof token !== 'string') throw new HomegroupError('sign_in_required', 'Sign in first.');
    const claims = this.resolveActor.claimsOf(token);
    await this.arrivals.admit(claims.sub);
    const actor = await this.resolveActor.ofClaims(claims);
    if (this.connections.countOf(actor.personId) >= mostConnections)
      throw new HomegroupError('too_many_requests', 'Too many windows are open. Close one of them.');
    this.came += 1;
    Object.assign(socket.data, { actor, pending: 0, leaving: false, ordinal: this.came });
    this.gate.guard(socket);
  }

  private cutSlow(): void {
    for (const { conn } of this.connections.all()) {
      const { writeBuffer, transport } = conn as unknown as Waiting;
      if ((transport.socket?.bufferedAmount ?? 0) > mostBuffered || writeBuffer.length > mostPackets) {
        this.metrics.cuts.add('slow');
        // A farewell would wait behind what is not read, and keep all of it in memory meanwhile.
        if (transport.socket?.terminate) transport.socket.terminate();
        else conn.close(true);
      }
    }
  }
}
