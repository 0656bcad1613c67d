import { CareModule } from '@homegroup/care';
import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { PeopleAccountsController } from './people-accounts.controller.js';

@Module({ imports: [IdentityModule, CareModule], controllers: [PeopleAccountsController] })
export class PeopleAccountsModule {}
