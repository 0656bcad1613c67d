import { causeOf, isOutage, POOL } from '@homegroup/database';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { type Bell, Doorbell } from './doorbell.js';
import { type PersonChange, PersonWatch } from './person-watch.js';
import { Pump } from './pump.js';
import { readComparison } from './read-comparison.js';

const every = 1000;

interface Watched {
  /** Its own, so that the looks for many organizations do not fall into one moment. */
  timer: NodeJS.Timeout;
  unattend: () => void;
  connections: number;
  access: number | null;
  comparing: boolean;
  /** As of when this node knows heads and access, in milliseconds of its clock: the asking, not the answer. */
  knownAt: number;
}

/**
 * Compares, every second, for each organization that is served here and in one statement, heads, membership versions,
 * the access clock, what changed for people and when an agreed time is over with what this node knows. What a lost ring
 * would have told is found this way; nothing depends on Redis.
 */
@Injectable()
export class HeadsWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('HeadsWatch');
  private readonly organizations = new Map<string, Watched>();
  private readonly listeners = new Set<(organizationId: string) => Promise<void>>();
  private readonly personListeners = new Set<(change: PersonChange) => void>();
  private readonly dueListeners = new Set<(organizationId: string, after: number) => void>();
  private readonly people = new PersonWatch();
  private stopListening: () => void = () => undefined;
  private failing = false;

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly pump: Pump,
    private readonly doorbell: Doorbell,
  ) {}

  onModuleInit(): void {
    this.pump.heed((organizationId) => this.isFresh(organizationId));
    this.stopListening = this.doorbell.listen((bell) => this.hear(bell));
  }

  onApplicationShutdown(): void {
    for (const { timer } of this.organizations.values()) clearInterval(timer);
    this.stopListening();
  }

  /** A connection of this organization begins. @returns how to end it. */
  serve(organizationId: string): () => void {
    const watched = this.organizations.get(organizationId) ?? {
      timer: setInterval(() => void this.compare(organizationId), every),
      connections: 0,
      unattend: this.doorbell.attend(organizationId),
      access: null,
      comparing: false,
      knownAt: performance.now(),
    };
    watched.connections += 1;
    this.organizations.set(organizationId, watched);
    return () => {
      watched.connections -= 1;
      if (watched.connections > 0) return;
      this.organizations.delete(organizationId);
      clearInterval(watched.timer);
      watched.unattend();
      this.people.forget(organizationId);
    };
  }

  /**
   * Calls back when somebody's access may have changed: on a ring, or when the access clock moved. Nothing more goes out
   * as fresh until the listener, which must not reject, has let go whoever lost theirs.
   */
  onAccess(listener: (organizationId: string) => Promise<void>): void {
    this.listeners.add(listener);
  }

  /** Calls back when somebody's notices or list of conversations changed, whether or not a ring told. */
  onPerson(listener: (change: PersonChange) => void): void {
    this.personListeners.add(listener);
  }

  /**
   * Calls back at each comparison with the milliseconds after which the next time that was agreed on is over, or since
   * when, below zero.
   */
  onDue(listener: (organizationId: string, after: number) => void): void {
    this.dueListeners.add(listener);
  }

  /**
   * Whether what this node knows of access is young enough to push anything. It is not after the process was frozen, or
   * while Postgres hangs: then two seconds after an end of access was acknowledged nothing reaches that person.
   */
  isFresh(organizationId: string): boolean {
    const watched = this.organizations.get(organizationId);
    return watched !== undefined && performance.now() - watched.knownAt < 2 * every;
  }

  async compare(organizationId: string): Promise<void> {
    const watched = this.organizations.get(organizationId);
    if (!watched || watched.comparing) return;
    watched.comparing = true;
    const began = performance.now();
    try {
      const found = await readComparison(this.pool, organizationId, this.pump.followed(organizationId));
      this.failing = false;
      if (!found) return;
      const { epoch, access, due } = found;
      // The first look counts as a change: access may have been taken between signing in and looking.
      if (watched.access !== access) await this.announce(organizationId);
      watched.access = access;
      watched.knownAt = began;
      const heads = found.heads.map(([conversationId, head, version]) => ({ conversationId, head, version }));
      this.pump.compare(organizationId, epoch, heads, began);
      if (due !== null) for (const listener of this.dueListeners) listener(organizationId, due);
      for (const change of this.people.fresh(organizationId, found.changes))
        for (const listener of this.personListeners) listener(change);
    } catch (error) {
      if (!this.failing && !isOutage(error)) this.logger.warn(`Heads cannot be compared: ${causeOf(error)}`);
      this.failing = true;
    } finally {
      watched.comparing = false;
    }
  }

  private hear(bell: Bell): void {
    if (bell.kind === 'news')
      this.pump.wake(bell.organizationId, bell.conversationId, bell.head, bell.rungAt ?? performance.now());
    if (bell.kind === 'access' && this.organizations.has(bell.organizationId))
      void this.announce(bell.organizationId);
  }

  private async announce(organizationId: string): Promise<void> {
    await Promise.all([...this.listeners].map((listener) => listener(organizationId)));
  }
}
