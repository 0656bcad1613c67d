import { GroupsModule } from '@homegroup/groups';
import { ModerationModule } from '@homegroup/moderation';
import { Module } from '@nestjs/common';
import { GroupLeadersController } from './group-leaders.controller.js';
import { GroupMembersController, GroupsController, OwnMembershipController } from './groups.controller.js';

@Module({
  imports: [GroupsModule, ModerationModule],
  controllers: [GroupsController, GroupLeadersController, GroupMembersController, OwnMembershipController],
})
export class GroupsHttpModule {}
