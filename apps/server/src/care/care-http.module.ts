import { CareModule } from '@homegroup/care';
import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { CareController, ContinuingContactsController } from './care.controller.js';
import { CareTeamController } from './care-team.controller.js';

@Module({
  imports: [CareModule, IdentityModule],
  controllers: [CareController, CareTeamController, ContinuingContactsController],
})
export class CareHttpModule {}
