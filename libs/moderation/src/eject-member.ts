import { UnitOfWork, type Work } from '@homegroup/database';
import {
  findGroupOfRoom,
  GiveNotice,
  lockGroup,
  lockPerson,
  Memberships,
  type PersonRecord,
} from '@homegroup/groups';
import { type Actor, authorize } from '@homegroup/identity';
import { LogWriter } from '@homegroup/log';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { ActionBook } from './action-book.js';
import { requireMayRestrict } from './policies.js';
import { holdRoom, type RoomRecord, requireMember, requireRoom } from './room-record.js';

@Injectable()
export class EjectMember {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly log: LogWriter,
    private readonly memberships: Memberships,
    private readonly actions: ActionBook,
    private readonly notice: GiveNotice,
  ) {}

  /**
   * Takes a person out of the room at once, on open connections too. Their seat is kept and suspended until a leader
   * reinstates them or ends the membership; a leader whom a supervisor ejects leads no longer. The person is told.
   * @throws not_found, not_allowed
   */
  async execute(actor: Actor, input: OperationParsed<'moderation.eject'>): Promise<Record<string, never>> {
    authorize(actor, 'moderation.eject');
    const { personId, reason, text } = input.body;
    return this.unit.run(actor.organizationId, async (work) => {
      await requireMember(work, await requireRoom(work, actor, input.params.id), personId);
      const person = await lockPerson(work, personId);
      await lockGroup(work, (await findGroupOfRoom(work, input.params.id)).id);
      const room = await holdRoom(work, actor, input.params.id);
      requireMayRestrict(actor, await requireMember(work, room, personId));
      await this.takeOut(work, actor, room, person);
      const at = { conversationId: room.id, personId };
      await this.actions.enter(work, { ...at, by: actor.personId, kind: 'eject', reason, text });
      await this.notice.within(work, { ...at, kind: 'ejected', reason, text });
      return {};
    });
  }

  private async takeOut(work: Work, actor: Actor, room: RoomRecord, person: PersonRecord): Promise<void> {
    const group = await findGroupOfRoom(work, room.id);
    if (person.staffRole !== null) {
      await work.db
        .updateTable('group_leader')
        .set({ to_at: sql`now()` })
        .where('group_id', '=', group.id)
        .where('person_id', '=', person.id)
        .where('to_at', 'is', null)
        .execute();
      await this.log.closeInterval(work, {
        conversationId: room.id,
        personId: person.id,
        authorId: actor.personId,
      });
      return;
    }
    const membership = await this.memberships.find(work, group.id, person.id);
    if (membership.status !== 'active')
      throw new HomegroupError('not_found', 'There is no such person in this room.');
    await this.memberships.change(work, group, membership, 'suspended', {
      by: actor.personId,
      cause: 'ejected',
    });
  }
}
