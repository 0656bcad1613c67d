import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { PasswordGuard } from '../http/passport-guards.js';
import { RefreshCookie } from '../http/refresh-cookie.js';
import { GreetSession } from './greet-session.js';
import { MeController } from './me.controller.js';
import { DevicesController, SessionController } from './session.controller.js';

@Module({
  imports: [IdentityModule],
  controllers: [SessionController, DevicesController, MeController],
  providers: [GreetSession, RefreshCookie, PasswordGuard],
})
export class SessionModule {}
