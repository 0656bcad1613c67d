import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { ActionBook } from './action-book.js';
import { CloseReport } from './close-report.js';
import { EjectMember } from './eject-member.js';
import { ListReports } from './list-reports.js';
import { LockRoom } from './lock-room.js';
import { MuteMember } from './mute-member.js';
import { ReinstateMember } from './reinstate-member.js';
import { RemoveMessage } from './remove-message.js';
import { ReportMessage } from './report-message.js';
import { UnlockRoom } from './unlock-room.js';
import { UnmuteMember } from './unmute-member.js';

const useCases = [
  CloseReport,
  EjectMember,
  ListReports,
  LockRoom,
  MuteMember,
  ReinstateMember,
  RemoveMessage,
  ReportMessage,
  UnlockRoom,
  UnmuteMember,
];

@Module({
  imports: [AuditModule, GroupsModule, IdentityModule, LogModule],
  providers: [...useCases, ActionBook],
  exports: useCases,
})
export class ModerationModule {}
