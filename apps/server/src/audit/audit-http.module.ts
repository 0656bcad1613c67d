import { AuditModule } from '@homegroup/audit';
import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';

@Module({ imports: [AuditModule], controllers: [AuditController] })
export class AuditHttpModule {}
