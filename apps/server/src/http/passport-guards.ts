import { type Actor, JwtStrategy, LocalStrategy, type OpenedSession } from '@homegroup/identity';
import { HomegroupError } from '@homegroup/protocol';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

/** Resolves the access token into an actor, at `request.actor`. @throws sign_in_required, session_ended */
@Injectable()
export class AccessTokenGuard extends AuthGuard() {
  constructor(strategy: JwtStrategy) {
    super({ defaultStrategy: strategy.registeredAs, property: 'actor', session: false });
  }

  override handleRequest<T = Actor>(
    error: unknown,
    actor: T | false,
    _info: unknown,
    context: ExecutionContext,
  ): T {
    if (error) throw error;
    if (actor) return actor;
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, unknown> }>();
    throw headers.authorization === undefined
      ? new HomegroupError('sign_in_required', 'Sign in first.')
      : new HomegroupError('session_ended', 'This sign-in has ended. Sign in again.');
  }
}

/** Checks e-mail and password; leaves the new session at `request.openedSession`. @throws sign_in_failed, too_many_requests */
@Injectable()
export class PasswordGuard extends AuthGuard() {
  constructor(strategy: LocalStrategy) {
    super({ defaultStrategy: strategy.registeredAs, property: 'openedSession', session: false });
  }

  override handleRequest<T = OpenedSession>(error: unknown, session: T | false): T {
    if (error) throw error;
    if (session) return session;
    throw new HomegroupError('sign_in_failed', 'The e-mail address or the password is not right.');
  }
}
