import { AuditTrail } from '@homegroup/audit';
import { UnitOfWork, type Work } from '@homegroup/database';
import { GiveNotice, lockPerson } from '@homegroup/groups';
import { AccountBook, type Actor, authorize } from '@homegroup/identity';
import { HomegroupError, type OperationParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { CareTeam, type TeamChange } from './care-team.js';

@Injectable()
export class ChangeTeam {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly team: CareTeam,
    private readonly notice: GiveNotice,
    private readonly book: AccountBook,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Hands over the primary counselor, or changes the rest of the team, of the open episode. The client is told who
   * treats them now; what was written before stays with those who wrote it. The same team again changes nothing.
   * @throws not_found, invalid_input; conflict without an open episode, or for somebody who does not treat
   */
  async execute(actor: Actor, input: OperationParsed<'care.changeTeam'>): Promise<void> {
    authorize(actor, 'care.changeTeam');
    const { primaryCounselorId, team, reason } = input.body;
    const clientId = input.params.id;
    await this.unit.run(actor.organizationId, async (work) => {
      await lockPerson(work, clientId);
      const episodeId = await requireOpenEpisode(work, clientId);
      const change = await this.team.become(work, { id: episodeId, clientId }, [
        { personId: primaryCounselorId, role: 'Primary counselor', primary: true },
        ...team.map((each) => ({ ...each, primary: false })),
      ]);
      if (!change) return;
      await this.notice.within(work, {
        personId: clientId,
        kind: 'care_team_changed',
        reason: '',
        text: wordsFor(change),
      });
      await this.book.enter(work, { personId: clientId, kind: 'team_changed', by: actor.personId, reason });
      this.audit.append(work, {
        actorId: actor.personId,
        action: 'care.changeTeam',
        objectType: 'person',
        objectId: clientId,
        outcome: 'allowed',
        detail: {
          episodeId,
          primaryCounselorId,
          added: change.added.join(' '),
          removed: change.removed.join(' '),
        },
      });
    });
  }
}

async function requireOpenEpisode(work: Work, clientId: string): Promise<string> {
  const row = await work.db
    .selectFrom('episode')
    .select('id')
    .where('person_id', '=', clientId)
    .where('status', 'in', ['active', 'onhold'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new HomegroupError('conflict', 'This person has no open episode of care.');
  return row.id;
}

function wordsFor({ primaryName, otherNames }: TeamChange): string {
  const primary = `${primaryName} is your primary counselor.`;
  return otherNames.length === 0 ? primary : `${primary} Also on your care team: ${otherNames.join(', ')}.`;
}
