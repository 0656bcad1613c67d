import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { AttemptLimit } from '../http/attempt-limit.js';
import { PasswordGuard } from '../http/passport-guards.js';
import { RefreshCookie } from '../http/refresh-cookie.js';
import { GreetSession } from './greet-session.js';
import { InvitationController } from './invitation.controller.js';
import { MeController } from './me.controller.js';
import { DevicesController, SessionController } from './session.controller.js';

@Module({
  imports: [IdentityModule],
  controllers: [SessionController, DevicesController, InvitationController, MeController],
  providers: [GreetSession, RefreshCookie, PasswordGuard, AttemptLimit],
})
export class SessionModule {}
