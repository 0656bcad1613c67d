import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { traceEvent } from '../tracing/trace-event.js';
import { Hear, type Hearing } from './answer.js';
import type { LiveSocket } from './live-socket.js';

type Listener = (input: unknown, acknowledge: (answer: unknown) => void) => void;

/**
 * Which method hears which client event. Bound to each socket directly: Nest's own way makes a context, a chain of
 * observables and the guards and interceptors of HTTP for every event, which is more work than the message itself. What
 * those do for HTTP, the packet gate has done before an event arrives here.
 */
@Injectable()
export class EventHandlers implements OnModuleInit {
  private readonly hearings = new Map<string, Hearing>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const methods = instance as Record<string, Hearing>;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method = methods[name];
        const event = method && this.reflector.get(Hear, method);
        if (event) this.hearings.set(event, method.bind(instance));
      }
    }
  }

  /** Every event arrives with one object and an acknowledgement, because the packet gate lets nothing else through. */
  bind(socket: LiveSocket): void {
    const listen = socket.on.bind(socket) as (event: string, listener: Listener) => void;
    for (const [event, hear] of this.hearings)
      listen(event, (input, acknowledge) =>
        traceEvent(event, acknowledge, (answer) => hear(socket, input, answer)),
      );
  }
}
