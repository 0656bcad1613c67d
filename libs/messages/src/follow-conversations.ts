import { AuditTrail } from '@homegroup/audit';
import { type Actor, authorize, ResolveActor } from '@homegroup/identity';
import { type Cursor, type Opening, Pump, ReadLog } from '@homegroup/log';
import type { Subscribed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

export interface Following {
  results: Subscribed[];
  /** Call once the answer is on its way: what came meanwhile follows it. */
  begin: () => void;
}

interface Wanted {
  conversationId: string;
  after: Cursor | null;
}

const attempts = 3;

/**
 * Follows conversations: subscribes first and reads then, so that nothing falls between. Who was signed out is refused at
 * once, also while the node has not heard of it.
 */
@Injectable()
export class FollowConversations {
  constructor(
    private readonly pump: Pump,
    private readonly readLog: ReadLog,
    private readonly audit: AuditTrail,
    private readonly resolveActor: ResolveActor,
  ) {}

  async execute(
    actor: Actor,
    connectionId: string,
    input: { conversations: readonly Wanted[] },
  ): Promise<Following> {
    authorize(actor, 'conversation:subscribe');
    await this.resolveActor.confirm(actor);
    const wanted = [...new Map(input.conversations.map((each) => [each.conversationId, each])).values()];
    const openings = new Map<string, Opening>();
    try {
      const results = await this.read(actor, connectionId, wanted, openings);
      await this.record(actor, results);
      return { results, begin: () => openings.forEach((opening) => this.pump.begin(opening)) };
    } catch (error) {
      openings.forEach((opening) => this.pump.abandon(opening));
      throw error;
    }
  }

  private async read(
    actor: Actor,
    connectionId: string,
    wanted: readonly Wanted[],
    openings: Map<string, Opening>,
  ): Promise<Subscribed[]> {
    const settled = new Map<string, Subscribed>();
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const left = wanted.filter((each) => !settled.has(each.conversationId));
      if (left.length === 0) break;
      for (const { conversationId } of left)
        openings.set(
          conversationId,
          this.pump.open(actor.organizationId, conversationId, {
            id: connectionId,
            personId: actor.personId,
          }),
        );
      for (const result of await this.readLog.follow(actor, left)) {
        const opening = openings.get(result.conversationId);
        if (opening && this.settle(opening, result)) settled.set(result.conversationId, result);
        if (result.mode === 'refused') openings.delete(result.conversationId);
      }
    }
    return wanted.flatMap((each) => settled.get(each.conversationId) ?? []);
  }

  private settle(opening: Opening, result: Subscribed): boolean {
    if (result.mode === 'refused') {
      this.pump.abandon(opening);
      return true;
    }
    const position = result.mode === 'snapshot' ? result.page.position : result.position;
    return this.pump.settle(opening, position, result.epoch);
  }

  /** One entry per conversation of which something was read. */
  private async record(actor: Actor, results: readonly Subscribed[]): Promise<void> {
    const read = results.filter(
      (result) => result.mode === 'refused' || result.mode === 'snapshot' || result.events.length > 0,
    );
    await Promise.all(
      read.map((result) =>
        this.audit.record(actor.organizationId, {
          actorId: actor.personId,
          action: 'conversation:subscribe',
          objectType: 'conversation',
          objectId: result.conversationId,
          outcome: result.mode === 'refused' ? 'denied' : 'allowed',
          detail:
            result.mode === 'refused' ? { code: result.error.code } : { mode: result.mode, role: actor.role },
        }),
      ),
    );
  }
}
