export { AuditAnchor } from './anchor.js';
export * from './audit.module.js';
export { type AuditRecord, AuditTrail } from './audit-trail.js';
export { ListAudit } from './list-audit.js';
export { type AuditVerdict, VerifyAudit } from './verify-audit.js';
