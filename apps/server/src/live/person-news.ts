import { type Bell, Doorbell, HeadsWatch, Pump } from '@homegroup/log';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Connections } from './connections.js';
import { SocketBroadcaster } from './socket-broadcaster.js';

/** Passes on what is news to a person or of the moment: their list, their notices, who writes, who has read. */
@Injectable()
export class PersonNews implements OnModuleInit, OnApplicationShutdown {
  private stop: () => void = () => undefined;

  constructor(
    private readonly doorbell: Doorbell,
    private readonly pump: Pump,
    private readonly headsWatch: HeadsWatch,
    private readonly connections: Connections,
    private readonly broadcaster: SocketBroadcaster,
  ) {}

  onModuleInit(): void {
    this.stop = this.doorbell.listen((bell) => this.hear(bell));
    this.headsWatch.onPerson((change) => this.tell(change));
  }

  onApplicationShutdown(): void {
    this.stop();
  }

  private hear(bell: Bell): void {
    // What is not told for want of knowledge of access, the next comparison finds.
    if (!this.headsWatch.isFresh(bell.organizationId)) return;
    if (bell.kind === 'person') {
      this.tell(bell);
    } else if (bell.kind === 'typing') {
      const { conversationId, personId, typing } = bell;
      this.broadcaster.emit(this.others(bell), 'typing:changed', { conversationId, personId, typing });
    } else if (bell.kind === 'read') {
      const { conversationId, personId, seq, at } = bell;
      const told = [...this.connections.idsOf(personId), ...(bell.direct ? this.others(bell) : [])];
      this.broadcaster.emit(told, 'read:moved', { conversationId, personId, seq, at });
    }
  }

  private tell({ personId, what }: { personId: string; what: 'conversations' | 'notices' }): void {
    const event = what === 'notices' ? 'notices:changed' : 'conversations:changed';
    this.broadcaster.emit(this.connections.idsOf(personId), event, {});
  }

  /** Followers that are entitled now, as far as this node knows for sure; what is of the moment is not told later. */
  private others(bell: { organizationId: string; conversationId: string; personId: string }): string[] {
    return (this.pump.followers(bell.organizationId, bell.conversationId) ?? [])
      .filter((each) => each.personId !== bell.personId)
      .map((each) => each.id);
  }
}
