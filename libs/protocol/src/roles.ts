import { z } from 'zod';

export const staffRoles = [
  'counselor',
  'clinical_supervisor',
  'programme_admin',
  'privacy_officer',
  'system_operator',
] as const;
export const staffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof staffRole>;

/**
 * What an account is today. Staff have the role they were given. Everybody else's follows from their
 * record: an active episode of care makes a client, an active alumni membership an alumnus, neither a former
 * participant, who may sign in and read what is theirs.
 */
export const roles = [...staffRoles, 'client', 'alumnus', 'former'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Who may call an operation: a role, or anybody who has not signed in. */
export type Audience = Role | 'anonymous';

export const isStaffRole = (value: Role): value is StaffRole =>
  (staffRoles as readonly Role[]).includes(value);
