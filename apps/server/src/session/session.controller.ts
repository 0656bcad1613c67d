import { CONFIGURATION, type Configuration } from '@homegroup/config';
import {
  type Actor,
  EndDevice,
  ListDevices,
  type OpenedSession,
  RefreshSession,
  SignOut,
} from '@homegroup/identity';
import { HomegroupError, type OperationParsed, type SessionView } from '@homegroup/protocol';
import { Controller, Inject, Req, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { AttemptLimit } from '../http/attempt-limit.js';
import type { HomegroupRequest } from '../http/homegroup-request.js';
import { ActorOf, Input, Operate } from '../http/operate.js';
import { PasswordGuard } from '../http/passport-guards.js';
import { RefreshCookie } from '../http/refresh-cookie.js';
import { requireSameOrigin } from '../http/same-origin.js';
import { GreetSession } from './greet-session.js';

@Controller()
export class SessionController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly cookie: RefreshCookie,
    private readonly greet: GreetSession,
    private readonly refreshSession: RefreshSession,
    private readonly signOutDevice: SignOut,
  ) {}

  @Operate('session.signIn')
  @UseGuards(AttemptLimit, PasswordGuard)
  signIn(
    @Req() request: HomegroupRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    return this.greet.comeIn(request.openedSession as OpenedSession, request, response);
  }

  @Operate('session.refresh')
  async refresh(
    @Req() request: HomegroupRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    requireSameOrigin(request, this.configuration.publicUrl);
    const token = this.cookie.read(request);
    if (!token) throw new HomegroupError('sign_in_required', 'Sign in first.');
    return this.greet.execute(await this.refreshSession.execute(token), response);
  }

  @Operate('session.signOut')
  async signOut(
    @Req() request: HomegroupRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Record<string, never>> {
    requireSameOrigin(request, this.configuration.publicUrl);
    const token = this.cookie.read(request);
    if (token) await this.signOutDevice.execute(token);
    this.cookie.clear(response);
    return {};
  }
}

@Controller()
export class DevicesController {
  constructor(
    private readonly listDevices: ListDevices,
    private readonly endDevice: EndDevice,
  ) {}

  @Operate('session.list')
  list(@ActorOf() actor: Actor) {
    return this.listDevices.execute(actor);
  }

  @Operate('session.end')
  async end(@ActorOf() actor: Actor, @Input() input: OperationParsed<'session.end'>) {
    await this.endDevice.execute(actor, input.params.id);
    return {};
  }
}
