import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Work } from '@homegroup/database';
import type { TokenKeys } from './keys.js';

export interface RefreshTokenParts {
  organizationId: string;
  tokenId: string;
  secret: string;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(`^(${uuid})\\.(${uuid})\\.([A-Za-z0-9_-]{43})$`);

/** Null for whatever has another shape. */
export function parseRefreshToken(token: string): RefreshTokenParts | null {
  const [, organizationId, tokenId, secret] = shape.exec(token) ?? [];
  return organizationId && tokenId && secret ? { organizationId, tokenId, secret } : null;
}

export const spellRefreshToken = (keys: TokenKeys, organizationId: string, tokenId: string): string =>
  `${organizationId}.${tokenId}.${keys.refreshSecret(tokenId)}`;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const fitsHash = (secret: string, stored: Buffer): boolean => timingSafeEqual(hashOf(secret), stored);

/** A new token of a family; only a hash of it is stored. Returns its identifier. */
export async function insertRefreshToken(work: Work, keys: TokenKeys, familyId: string): Promise<string> {
  const id = randomUUID();
  await work.db
    .insertInto('refresh_token')
    .values({
      id,
      organization_id: work.organizationId,
      family_id: familyId,
      secret_hash: hashOf(keys.refreshSecret(id)),
    })
    .execute();
  return id;
}
