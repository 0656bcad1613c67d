import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { EnrolClient } from './enrol-client.js';
import { CheckRoster } from './roster/check-roster.js';
import { ImportRoster } from './roster/import-roster.js';
import { RecordAlumnus } from './roster/record-alumnus.js';
import { WriteRoster } from './roster/write-roster.js';

const useCases = [CheckRoster, ImportRoster, EnrolClient];

@Module({
  imports: [AuditModule, GroupsModule, IdentityModule, LogModule],
  providers: [...useCases, RecordAlumnus, WriteRoster],
  exports: useCases,
})
export class CareModule {}
