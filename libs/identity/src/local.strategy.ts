import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { OpenedSession } from './open-session.js';
import { SignIn } from './sign-in.js';

/** Signs in with e-mail and password from a body that was checked against its schema. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) implements OnModuleDestroy {
  /** Passport keeps strategies per process; a name of its own keeps two applications in one process apart. */
  readonly registeredAs = `local:${randomUUID()}`;

  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
    passport.unuse('local');
    passport.use(this.registeredAs, this);
  }

  onModuleDestroy(): void {
    passport.unuse(this.registeredAs);
  }

  override validate(
    request: { organizationId: string },
    email: string,
    password: string,
  ): Promise<OpenedSession> {
    return this.signIn.execute(request.organizationId, email, password);
  }
}
