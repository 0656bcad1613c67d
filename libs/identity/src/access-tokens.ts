import { DatabaseClock } from '@homegroup/database';
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
const ending = z.object({ exp: z.int() });

export const sessionEnded = (): HomegroupError =>
  new HomegroupError('session_ended', 'This sign-in has ended. Sign in again.');

/** Tokens begin and end by the database's time: nodes agree on it, and it does not jump when a machine's clock is set. */
@Injectable()
export class AccessTokens {
  private readonly jwt: JwtService;

  constructor(
    keys: TokenKeys,
    private readonly clock: DatabaseClock,
  ) {
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
    return this.jwt.sign({ ...of, iat: this.seconds() });
  }

  /** @throws session_ended for whatever is not an unexpired access token of this installation. */
  verify(token: string): AccessClaims {
    if (!isAccessToken(token)) throw sessionEnded();
    try {
      return claims.parse(this.jwt.verify(token, { clockTimestamp: this.seconds() }));
    } catch {
      throw sessionEnded();
    }
  }

  /** Of a token whose signature was checked already. @throws session_ended when it is over, or another's shape */
  unexpired(payload: unknown): AccessClaims {
    const end = ending.safeParse(payload);
    if (!end.success || end.data.exp <= this.seconds()) throw sessionEnded();
    const result = claims.safeParse(payload);
    if (!result.success) throw sessionEnded();
    return result.data;
  }

  private seconds(): number {
    return Math.floor(this.clock.now() / 1000);
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
