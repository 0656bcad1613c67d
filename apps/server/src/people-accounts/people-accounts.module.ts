import { CareModule } from '@homegroup/care';
import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { CredentialController } from './credential.controller.js';
import { PeopleAccountsController } from './people-accounts.controller.js';

@Module({
  imports: [IdentityModule, CareModule],
  controllers: [PeopleAccountsController, CredentialController],
})
export class PeopleAccountsModule {}
