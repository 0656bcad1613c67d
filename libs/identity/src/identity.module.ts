import { AuditModule } from '@homegroup/audit';
import { Module } from '@nestjs/common';
import { AcceptInvitation, InspectInvitation } from './accept-invitation.js';
import { AccessBell, InProcessAccessBell } from './access-bell.js';
import { AccessTokens } from './access-tokens.js';
import { AccountBook } from './account-book.js';
import { ChangePassword } from './change-password.js';
import { ChangeRole } from './change-role.js';
import { CreatePerson } from './create-person.js';
import { EndDevice, ListDevices } from './devices.js';
import { DisablePerson, EnablePerson } from './disable-person.js';
import { EndAccess } from './end-access.js';
import { IssueInvitation } from './issue-invitation.js';
import { JwtStrategy } from './jwt.strategy.js';
import { TokenKeys } from './keys.js';
import { LocalStrategy } from './local.strategy.js';
import { OpenSession } from './open-session.js';
import { FindOrganization, ShowOrganization } from './organizations.js';
import { PurgeSpent } from './purge-spent.js';
import { RefreshSession } from './refresh-session.js';
import { RenewCredential } from './renew-credential.js';
import { ResolveActor, StillValid } from './resolve-actor.js';
import { ShowMe } from './show-me.js';
import { SignIn } from './sign-in.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignOut } from './sign-out.js';

const useCases = [
  AcceptInvitation,
  ChangePassword,
  ChangeRole,
  CreatePerson,
  DisablePerson,
  EnablePerson,
  InspectInvitation,
  IssueInvitation,
  EndAccess,
  EndDevice,
  FindOrganization,
  JwtStrategy,
  ListDevices,
  LocalStrategy,
  OpenSession,
  PurgeSpent,
  RefreshSession,
  RenewCredential,
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
    AccountBook,
    SignInThrottle,
    TokenKeys,
    { provide: AccessBell, useClass: InProcessAccessBell },
  ],
  exports: [...useCases, AccessBell, AccountBook],
})
export class IdentityModule {}
