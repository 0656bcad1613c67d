import type { Work } from '@homegroup/database';
import { isStaffRole, type Role } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { AccessTokens, accessTokenLife } from './access-tokens.js';
import type { Actor } from './actor.js';
import { TokenKeys } from './keys.js';
import { type NamedPerson, peerName } from './person-card.js';
import { insertRefreshToken, spellRefreshToken } from './refresh-token.js';

/** A device that has just been signed in, or renewed. */
export interface OpenedSession {
  actor: Actor;
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  /** For the cookie, and for nothing else. */
  refreshToken: string;
  /** When this sign-in ends whatever is done. */
  endsAt: Date;
}

const hours = (role: Role): number => (isStaffRole(role) ? 12 : 24);

@Injectable()
export class OpenSession {
  constructor(
    private readonly keys: TokenKeys,
    private readonly tokens: AccessTokens,
  ) {}

  /** A new signed-in device for a person whose identity was just proved. Ends after 12 hours for staff, 24 for others. */
  async within(work: Work, person: NamedPerson & { id: string; role: Role }): Promise<OpenedSession> {
    const family = await work.db
      .insertInto('session_family')
      .values({
        organization_id: work.organizationId,
        person_id: person.id,
        expires_at: sql`now() + make_interval(hours => ${hours(person.role)})`,
      })
      .returning(['id', 'expires_at'])
      .executeTakeFirstOrThrow();
    const tokenId = await insertRefreshToken(work, this.keys, family.id);
    return this.opened(work.organizationId, person, {
      familyId: family.id,
      tokenId,
      endsAt: family.expires_at,
    });
  }

  /** Spells out the tokens of a device; writes nothing. */
  opened(
    organizationId: string,
    person: NamedPerson & { id: string; role: Role },
    device: { familyId: string; tokenId: string; endsAt: Date },
  ): OpenedSession {
    return {
      actor: {
        personId: person.id,
        organizationId,
        role: person.role,
        familyId: device.familyId,
        name: peerName(person),
      },
      accessToken: this.tokens.sign({ sub: person.id, org: organizationId, fam: device.familyId }),
      expiresIn: accessTokenLife,
      refreshToken: spellRefreshToken(this.keys, organizationId, device.tokenId),
      endsAt: device.endsAt,
    };
  }
}
