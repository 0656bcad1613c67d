import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { lockPerson } from '@homegroup/groups';
import { AccountBook, type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { EnrolClient } from './enrol-client.js';

@Injectable()
export class ReadmitClient {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly enrol: EnrolClient,
    private readonly book: AccountBook,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Takes somebody into treatment again whose last episode is over: a new one opens, the finished one stays as it
   * was. An alumni membership pauses, with its seats, until the next completion; open connections follow at once.
   * @throws not_found; already_exists while an episode is open; conflict for staff, a closed account, or somebody
   * who was never in treatment
   */
  async execute(actor: Actor, input: OperationParsed<'care.readmit'>): Promise<void> {
    authorize(actor, 'care.readmit');
    const { reason, ...episode } = input.body;
    const personId = input.params.id;
    await this.unit.run(actor.organizationId, async (work) => {
      await lockPerson(work, personId);
      await requireEarlierEpisode(work, personId);
      const { episodeId } = await this.enrol.within(work, { ...episode, personId, by: actor.personId });
      await this.book.enter(work, { personId, kind: 'readmitted', by: actor.personId, reason });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.readmit',
        objectType: 'person',
        objectId: personId,
        outcome: 'allowed',
        detail: { episodeId },
      });
    });
  }
}

async function requireEarlierEpisode(work: Work, personId: string): Promise<void> {
  const earlier = await work.db
    .selectFrom('episode')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!earlier) throw new HomegroupError('conflict', 'This person has never been in treatment here.');
}
