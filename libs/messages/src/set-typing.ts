import { UnitOfWork } from '@homegroup/database';
import { type Actor, authorize } from '@homegroup/identity';
import { Doorbell } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { activeAmong } from './active-places.js';

/** Tells the room that somebody writes; only who may post right now is shown as writing. Nothing is stored. */
@Injectable()
export class SetTyping {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly doorbell: Doorbell,
  ) {}

  async execute(
    actor: Actor,
    input: { conversationId: string; typing: boolean },
  ): Promise<Record<string, never>> {
    authorize(actor, 'typing:set');
    const { conversationId, typing } = input;
    const { organizationId, personId } = actor;
    const silenced = await this.unit.run(organizationId, async (work) => {
      const active = await activeAmong(work, personId, [conversationId]);
      if (!active.has(conversationId))
        throw new HomegroupError('not_found', 'There is no such conversation.');
      return work.db
        .selectFrom('conversation as c')
        .innerJoin('conversation_member as m', 'm.conversation_id', 'c.id')
        .select((eb) => [
          'c.locked_at',
          'm.moderator',
          eb
            .selectFrom('conversation_mute as u')
            .select((of) => of.fn.max('u.until').as('until'))
            .where('u.conversation_id', '=', conversationId)
            .where('u.person_id', '=', personId)
            .where('u.lifted_at', 'is', null)
            .where('u.until', '>', sql<Date>`now()`)
            .as('muted_until'),
        ])
        .where('c.id', '=', conversationId)
        .where('m.person_id', '=', personId)
        .where('m.to_seq', 'is', null)
        .executeTakeFirst();
    });
    if (silenced?.muted_until) throw new HomegroupError('muted', 'You are muted here for now.');
    if (silenced?.locked_at && !silenced.moderator)
      throw new HomegroupError('room_locked', 'The room is locked.');
    this.doorbell.ring({ kind: 'typing', organizationId, conversationId, personId, typing });
    return {};
  }
}
