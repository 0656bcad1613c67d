import { HomegroupError, mayCall, type OperationName, type Role } from '@homegroup/protocol';

/** Who reads the trail; an `Actor` of libs/identity fits. */
export interface AuditReader {
  personId: string;
  organizationId: string;
  role: Role;
}

/** @throws not_allowed unless the matrix admits the reader's role. */
export function admit(reader: AuditReader, operation: OperationName): void {
  if (!mayCall(reader.role, operation))
    throw new HomegroupError('not_allowed', 'Your role does not allow this.');
}
