import { causeOf } from '@homegroup/database';
import { type OpenedSession, ShowMe, SignOut } from '@homegroup/identity';
import type { SessionView } from '@homegroup/protocol';
import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RefreshCookie } from '../http/refresh-cookie.js';

/** Answers whoever was just signed in: the cookie, the access token, and who they are. */
@Injectable()
export class GreetSession {
  private readonly logger = new Logger('Session');

  constructor(
    private readonly cookie: RefreshCookie,
    private readonly showMe: ShowMe,
    private readonly signOut: SignOut,
  ) {}

  /**
   * Somebody comes in at this browser: another person who was signed in at it is signed out. Should that fail, who came
   * in stays in all the same (their link is used up), and the other's windows notice whose the cookie is.
   */
  async comeIn(session: OpenedSession, request: Request, response: Response): Promise<SessionView> {
    const before = this.cookie.read(request);
    const view = await this.execute(session, response);
    if (before)
      await this.signOut
        .giveWay(before, session.actor.personId)
        .catch((error: unknown) =>
          this.logger.warn(`Whoever was at a browser before could not be signed out: ${causeOf(error)}`),
        );
    return view;
  }

  async execute(session: OpenedSession, response: Response): Promise<SessionView> {
    const me = await this.showMe.execute(session.actor);
    this.cookie.set(response, session.refreshToken, session.endsAt);
    return { accessToken: session.accessToken, expiresIn: session.expiresIn, me };
  }
}
