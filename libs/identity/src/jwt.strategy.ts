import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { AccessTokens, audience, isAccessToken, sessionEnded } from './access-tokens.js';
import type { Actor } from './actor.js';
import { TokenKeys } from './keys.js';
import { ResolveActor } from './resolve-actor.js';

/** Reads the `Authorization: Bearer` header, and no other place: a token never stands in an address. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) implements OnModuleDestroy {
  /** Passport keeps strategies per process; a name of its own keeps two applications in one process apart. */
  readonly registeredAs = `jwt:${randomUUID()}`;

  constructor(
    keys: TokenKeys,
    private readonly tokens: AccessTokens,
    private readonly resolve: ResolveActor,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['HS256'],
      audience,
      // Passport would go by this machine's clock: `unexpired` goes by the database's.
      ignoreExpiration: true,
      // jsonwebtoken takes a key object; the declarations of passport-jwt do not say so yet.
      secretOrKeyProvider: (_request, token: string, done) =>
        isAccessToken(token) ? done(null, keys.access as unknown as Buffer) : done(sessionEnded()),
    });
    passport.unuse('jwt');
    passport.use(this.registeredAs, this);
  }

  onModuleDestroy(): void {
    passport.unuse(this.registeredAs);
  }

  override async validate(payload: unknown): Promise<Actor> {
    return this.resolve.ofClaims(this.tokens.unexpired(payload));
  }
}
