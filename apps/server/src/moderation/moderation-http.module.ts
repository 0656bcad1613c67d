import { ModerationModule } from '@homegroup/moderation';
import { Module } from '@nestjs/common';
import { ModerationController, ReportsController, RoomLockController } from './moderation.controller.js';

@Module({
  imports: [ModerationModule],
  controllers: [ModerationController, RoomLockController, ReportsController],
})
export class ModerationHttpModule {}
