import { GroupsModule } from '@homegroup/groups';
import { ModerationModule } from '@homegroup/moderation';
import { Module } from '@nestjs/common';
import { GroupMembersController, GroupsController, OwnMembershipController } from './groups.controller.js';

@Module({
  imports: [GroupsModule, ModerationModule],
  controllers: [GroupsController, GroupMembersController, OwnMembershipController],
})
export class GroupsHttpModule {}
