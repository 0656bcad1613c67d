import { CareModule } from '@homegroup/care';
import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { CareController, ContinuingContactsController } from './care.controller.js';

@Module({
  imports: [CareModule, IdentityModule],
  controllers: [CareController, ContinuingContactsController],
})
export class CareHttpModule {}
