import type { Work } from '@homegroup/database';
import { MembershipReasons } from '@homegroup/groups';
import { AccountBook, type Actor } from '@homegroup/identity';
import type { PersonDetail } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { AlumniMemberships } from './alumni-memberships.js';

type History = PersonDetail['history'];
interface Happened {
  kind: History[number]['kind'];
  by: string | null;
  reason: string;
  at: Date;
}

/** What staff did about a person, in the words in which they said why. */
@Injectable()
export class PersonHistory {
  constructor(
    private readonly accounts: AccountBook,
    private readonly memberships: MembershipReasons,
    private readonly alumni: AlumniMemberships,
  ) {}

  /** The newest first. Nobody reads here what was written about themselves. The caller has checked who asks. */
  async of(work: Work, actor: Actor, personId: string): Promise<History> {
    if (actor.personId === personId) return [];
    const happened: Happened[] = [
      ...(await this.accounts.of(work, personId)),
      ...(await this.memberships.of(work, personId)).map((each) => ({
        ...each,
        kind: each.status === 'ended' ? ('membership_ended' as const) : ('brought_in' as const),
      })),
      ...(await this.alumni.reasons(work, personId)).map((each) => ({
        ...each,
        kind: 'alumni_invited' as const,
      })),
    ];
    const names = await namesOf(
      work,
      happened.flatMap((each) => each.by ?? []),
    );
    return happened
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map((each) => ({
        kind: each.kind,
        reason: each.reason,
        byName: each.by === null ? null : (names.get(each.by) ?? null),
        at: each.at.toISOString(),
      }));
  }
}

async function namesOf(work: Work, staffIds: readonly string[]): Promise<Map<string, string>> {
  if (staffIds.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('person')
    .select(['id', 'legal_name'])
    .where('id', 'in', [...new Set(staffIds)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.legal_name]));
}
