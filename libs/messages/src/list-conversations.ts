import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { personCards } from '@homegroup/log';
import type { ConversationSummary } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { inboxRows } from './inbox-rows.js';
import { personsIn, toSummary } from './summary.js';

/** The inbox, the latest first: who wrote and when, and never what. */
@Injectable()
export class ListConversations {
  constructor(private readonly unit: UnitOfWork) {}

  async execute(actor: Actor): Promise<ConversationSummary[]> {
    authorize(actor, 'conversations.list');
    return this.unit.run(actor.organizationId, async (work) => {
      const rows = await inboxRows(work, actor.personId, null);
      const cards = await personCards(work, [...new Set(rows.flatMap(personsIn))]);
      return rows.map((row) => toSummary(row, cards));
    });
  }
}
