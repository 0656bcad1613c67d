import { GroupsModule } from '@homegroup/groups';
import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';

@Module({ imports: [GroupsModule], controllers: [NoticesController] })
export class NoticesHttpModule {}
