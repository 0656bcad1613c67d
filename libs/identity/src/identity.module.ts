import { AuditModule } from '@homegroup/audit';
import { Module } from '@nestjs/common';
import { AccessBell, InProcessAccessBell } from './access-bell.js';
import { AccessTokens } from './access-tokens.js';
import { EndDevice, ListDevices } from './devices.js';
import { EndAccess } from './end-access.js';
import { JwtStrategy } from './jwt.strategy.js';
import { TokenKeys } from './keys.js';
import { LocalStrategy } from './local.strategy.js';
import { OpenSession } from './open-session.js';
import { FindOrganization, ShowOrganization } from './organizations.js';
import { RefreshSession } from './refresh-session.js';
import { ResolveActor, StillValid } from './resolve-actor.js';
import { ShowMe } from './show-me.js';
import { SignIn } from './sign-in.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignOut } from './sign-out.js';

const useCases = [
  EndAccess,
  EndDevice,
  FindOrganization,
  JwtStrategy,
  ListDevices,
  LocalStrategy,
  OpenSession,
  RefreshSession,
  ResolveActor,
  ShowMe,
  ShowOrganization,
  SignIn,
  SignOut,
  StillValid,
];

@Module({
  imports: [AuditModule],
  providers: [
    ...useCases,
    AccessTokens,
    SignInThrottle,
    TokenKeys,
    { provide: AccessBell, useClass: InProcessAccessBell },
  ],
  exports: [...useCases, AccessBell],
})
export class IdentityModule {}
