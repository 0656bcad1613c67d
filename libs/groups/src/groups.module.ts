import { AuditModule } from '@homegroup/audit';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { AcceptAgreement } from './accept-agreement.js';
import { AddLeader } from './add-leader.js';
import { AddMembership } from './add-membership.js';
import { ChangeLeaders } from './change-leaders.js';
import { CreateGroup } from './create-group.js';
import { DirectAccess } from './direct-access.js';
import { EndExpired } from './end-expired.js';
import { EndMembership } from './end-membership.js';
import { GiveNotice } from './give-notice.js';
import { InviteMember } from './invite-member.js';
import { JoinGroup } from './join-group.js';
import { LeaveGroup } from './leave-group.js';
import { ListGroups } from './list-groups.js';
import { ListNotices } from './list-notices.js';
import { MembershipReasons } from './membership-reasons.js';
import { Memberships } from './memberships.js';
import { PublishAgreement } from './publish-agreement.js';
import { SeeNotice } from './see-notice.js';
import { ShowGroup } from './show-group.js';
import { StartGroup } from './start-group.js';

const useCases = [
  AcceptAgreement,
  AddLeader,
  AddMembership,
  ChangeLeaders,
  CreateGroup,
  DirectAccess,
  EndExpired,
  EndMembership,
  GiveNotice,
  InviteMember,
  JoinGroup,
  LeaveGroup,
  ListGroups,
  ListNotices,
  MembershipReasons,
  Memberships,
  PublishAgreement,
  SeeNotice,
  ShowGroup,
  StartGroup,
];

@Module({
  imports: [AuditModule, IdentityModule, LogModule],
  providers: useCases,
  exports: useCases,
})
export class GroupsModule {}
