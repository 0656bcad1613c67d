import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { EnrolClient } from './enrol-client.js';

const useCases = [EnrolClient];

@Module({
  imports: [AuditModule, GroupsModule, IdentityModule, LogModule],
  providers: useCases,
  exports: useCases,
})
export class CareModule {}
