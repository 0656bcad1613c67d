import type { Work } from '@homegroup/database';
import { DirectAccess, findPerson, lockConversations } from '@homegroup/groups';
import { Doorbell } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { requireTreats } from './policies.js';

export interface TeamMember {
  personId: string;
  role: string;
  primary: boolean;
}

export interface TeamChange {
  added: string[];
  removed: string[];
  primaryName: string;
  /** Of the rest of the team. */
  otherNames: string[];
}

/** The book of care teams: periods are ended and begun, never overwritten. The caller holds the client's lock. */
@Injectable()
export class CareTeam {
  constructor(
    private readonly direct: DirectAccess,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Makes the team of the episode what `wanted` says. Direct conversations follow within the transaction: who joined
   * can be written to, who left no longer. Null when it is that already.
   * @throws not_found; conflict for somebody who does not treat; invalid_input for somebody named twice
   */
  async become(
    work: Work,
    episode: { id: string; clientId: string },
    wanted: readonly TeamMember[],
  ): Promise<TeamChange | null> {
    if (new Set(wanted.map((each) => each.personId)).size < wanted.length)
      throw new HomegroupError('invalid_input', 'Name everybody once.', {
        faults: [{ path: 'team', message: 'Name everybody once.' }],
      });
    const names = new Map<string, string>();
    for (const { personId } of wanted) {
      const person = await findPerson(work, personId);
      requireTreats(person);
      names.set(personId, person.name);
    }
    const before = await work.db
      .selectFrom('care_team_member')
      .select(['id', 'person_id as personId', 'role', 'is_primary as primary'])
      .where('episode_id', '=', episode.id)
      .where('to_at', 'is', null)
      .execute();
    const same = (a: TeamMember) => (b: TeamMember) =>
      a.personId === b.personId && a.role === b.role && a.primary === b.primary;
    const ending = before.filter((each) => !wanted.some(same(each)));
    const beginning = wanted.filter((each) => !before.some(same(each)));
    if (ending.length === 0 && beginning.length === 0) return null;
    await this.write(work, episode.id, ending, beginning);
    const has = (team: readonly TeamMember[], personId: string) =>
      team.some((each) => each.personId === personId);
    const added = wanted.map((each) => each.personId).filter((id) => !has(before, id));
    const removed = before.map((each) => each.personId).filter((id) => !has(wanted, id));
    await this.settleDirect(work, episode.clientId, [...added, ...removed]);
    const primary = wanted.find((each) => each.primary)?.personId ?? '';
    return {
      added,
      removed,
      primaryName: names.get(primary) ?? '',
      otherNames: [...names].flatMap(([id, name]) => (id === primary ? [] : [name])),
    };
  }

  private async write(
    work: Work,
    episodeId: string,
    ending: ReadonlyArray<{ id: string }>,
    beginning: readonly TeamMember[],
  ): Promise<void> {
    if (ending.length > 0)
      await work.db
        .updateTable('care_team_member')
        .set({ to_at: sql`now()` })
        .where(
          'id',
          'in',
          ending.map((each) => each.id),
        )
        .execute();
    for (const member of beginning)
      await work.db
        .insertInto('care_team_member')
        .values({
          organization_id: work.organizationId,
          episode_id: episodeId,
          person_id: member.personId,
          role: member.role,
          is_primary: member.primary,
        })
        .execute();
  }

  private async settleDirect(work: Work, clientId: string, staffIds: readonly string[]): Promise<void> {
    if (staffIds.length === 0) return;
    const threads = await work.db
      .selectFrom('conversation')
      .select(['id', 'staff_id'])
      .where('participant_id', '=', clientId)
      .where('staff_id', 'in', [...staffIds])
      .orderBy('id')
      .execute();
    await lockConversations(
      work,
      threads.map((thread) => thread.id),
    );
    for (const { staff_id } of threads) if (staff_id) await this.direct.sync(work, clientId, staff_id);
    // Also without a conversation yet: whom one can write to is part of one's list.
    const { organizationId } = work;
    work.afterCommit(() => {
      for (const personId of [clientId, ...staffIds])
        this.doorbell.ring({ kind: 'person', organizationId, personId, what: 'conversations' });
    });
  }
}
