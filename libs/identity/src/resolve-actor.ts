import { Gathering, keptAs, UnitOfWork } from '@homegroup/database';
import type { Role } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { type AccessClaims, AccessTokens, sessionEnded } from './access-tokens.js';
import type { Actor } from './actor.js';
import { peerName } from './person-card.js';
import { roleOf } from './role-of.js';

/** Devices asked for in one reading. */
const most = 200;

interface Ask {
  organizationId: string;
  claims: AccessClaims;
}

@Injectable()
export class ResolveActor {
  private readonly gathering = new Gathering<Ask, Actor | null>(
    (organizationId, asks) => this.read(organizationId, asks),
    most,
  );

  constructor(
    private readonly unit: UnitOfWork,
    private readonly tokens: AccessTokens,
  ) {}

  /** What a bare token says, as of a socket's handshake; whether it still holds is for `ofClaims`. @throws session_ended */
  claimsOf(token: string): AccessClaims {
    return this.tokens.verify(token);
  }

  /** Asks the database whether the device is still signed in, the person still has an account, and as what. */
  async ofClaims(claims: AccessClaims): Promise<Actor> {
    const actor = await this.gathering.ask({ organizationId: claims.org, claims });
    if (!actor) throw sessionEnded();
    return actor;
  }

  /**
   * Asks again for somebody whose connection stands: their device may have been signed out on another node a moment ago.
   * @throws session_ended
   */
  async confirm({ organizationId, personId, familyId }: Actor): Promise<void> {
    await this.ofClaims({ org: organizationId, sub: personId, fam: familyId });
  }

  private async read(organizationId: string, asks: readonly Ask[]): Promise<Array<Actor | null>> {
    const rows = await this.unit.lookUp(organizationId, (work) =>
      work.db
        .selectFrom('session_family as f')
        .modifyFront(keptAs(work, 'devices'))
        .innerJoin('person as p', 'p.id', 'f.person_id')
        .select(['f.id as family_id', 'p.id', 'p.legal_name', 'p.display_name', 'p.staff_role'])
        .select(roleOf('p').as('role'))
        .where('f.id', '=', sql<string>`any (${[...new Set(asks.map(({ claims }) => claims.fam))]}::uuid[])`)
        .where('f.revoked_at', 'is', null)
        .where('f.expires_at', '>', sql<Date>`now()`)
        .where('p.disabled_at', 'is', null)
        .execute(),
    );
    const families = new Map(rows.map((row) => [row.family_id, row]));
    return asks.map(({ claims }) => {
      const row = families.get(claims.fam);
      if (row?.id !== claims.sub) return null;
      return {
        personId: row.id,
        organizationId,
        role: row.role,
        familyId: claims.fam,
        name: peerName(row),
      };
    });
  }
}

/** What open connections are asked after an access bell. */
@Injectable()
export class StillValid {
  constructor(private readonly unit: UnitOfWork) {}

  /** Of the given devices, those that are still signed in, each with its person's role now. The others are over. */
  async execute(organizationId: string, familyIds: readonly string[]): Promise<Map<string, Role>> {
    if (familyIds.length === 0) return new Map();
    const rows = await this.unit.run(organizationId, (work) =>
      work.db
        .selectFrom('session_family as f')
        .innerJoin('person as p', 'p.id', 'f.person_id')
        .select(['f.id', roleOf('p').as('role')])
        .where('f.id', 'in', [...familyIds])
        .where('f.revoked_at', 'is', null)
        .where('f.expires_at', '>', sql<Date>`now()`)
        .where('p.disabled_at', 'is', null)
        .execute(),
    );
    return new Map(rows.map((row) => [row.id, row.role]));
  }
}
