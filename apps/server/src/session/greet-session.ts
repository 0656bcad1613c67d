import { type OpenedSession, ShowMe } from '@homegroup/identity';
import type { SessionView } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { RefreshCookie } from '../http/refresh-cookie.js';

/** Answers whoever was just signed in: the cookie, the access token, and who they are. */
@Injectable()
export class GreetSession {
  constructor(
    private readonly cookie: RefreshCookie,
    private readonly showMe: ShowMe,
  ) {}

  async execute(session: OpenedSession, response: Response): Promise<SessionView> {
    const me = await this.showMe.execute(session.actor);
    this.cookie.set(response, session.refreshToken, session.endsAt);
    return { accessToken: session.accessToken, expiresIn: session.expiresIn, me };
  }
}
