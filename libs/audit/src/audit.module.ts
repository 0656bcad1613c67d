import { Module } from '@nestjs/common';
import { AuditAnchor } from './anchor.js';
import { AuditTrail } from './audit-trail.js';
import { ListAudit } from './list-audit.js';
import { VerifyAudit } from './verify-audit.js';

@Module({
  providers: [AuditTrail, AuditAnchor, ListAudit, VerifyAudit],
  exports: [AuditTrail, AuditAnchor, ListAudit, VerifyAudit],
})
export class AuditModule {}
