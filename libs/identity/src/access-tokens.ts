import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { TokenKeys } from './keys.js';

/** Seconds. */
export const accessTokenLife = 300;
export const audience = 'homegroup';
export const tokenType = 'at+jwt';

/** Whom the token was made for. What they may do is never read from it. */
const claims = z.object({ sub: z.uuid(), org: z.uuid(), fam: z.uuid() });
export type AccessClaims = z.infer<typeof claims>;

export const sessionEnded = (): HomegroupError =>
  new HomegroupError('session_ended', 'This sign-in has ended. Sign in again.');

@Injectable()
export class AccessTokens {
  private readonly jwt: JwtService;

  constructor(keys: TokenKeys) {
    this.jwt = new JwtService({
      secretOrKeyProvider: () => keys.access,
      signOptions: {
        algorithm: 'HS256',
        audience,
        expiresIn: accessTokenLife,
        header: { alg: 'HS256', typ: tokenType },
      },
      verifyOptions: { algorithms: ['HS256'], audience },
    });
  }

  sign(of: AccessClaims): string {
    return this.jwt.sign({ ...of });
  }

  /** @throws session_ended for whatever is not an unexpired access token of this installation. */
  verify(token: string): AccessClaims {
    if (!isAccessToken(token)) throw sessionEnded();
    try {
      return claims.parse(this.jwt.verify(token));
    } catch {
      throw sessionEnded();
    }
  }
}

/** Checks the header's `typ`: no other kind of token signed by the same key passes for an access token. */
export function isAccessToken(token: string): boolean {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && 'typ' in header && header.typ === tokenType;
  } catch {
    return false;
  }
}

export const parseClaims = (payload: unknown): AccessClaims => {
  const result = claims.safeParse(payload);
  if (!result.success) throw sessionEnded();
  return result.data;
};
