import { z } from 'zod';
import { me } from './people.js';
import { email, id, instant } from './primitives.js';

export const signIn = z.strictObject({ email, password: z.string().min(1).max(256) });
export const sessionView = z.strictObject({
  /** A signed token for the `Authorization: Bearer` header and the socket handshake. */
  accessToken: z.string(),
  /** Seconds until it expires; at most 300. */
  expiresIn: z.int(),
  me,
});
export type SessionView = z.infer<typeof sessionView>;

export const invitationToken = z.strictObject({ token: z.string().min(20).max(300) });
export const invitationInfo = z.strictObject({
  organization: z.string(),
  displayName: z.string(),
  purpose: z.enum(['join', 'reset']),
  expiresAt: instant,
});
/** A password: 15 characters or more (8 with a second factor, which is not offered yet), no composition rules. */
export const newPassword = z.string().min(1).max(256);
export const acceptInvitation = z.strictObject({ token: z.string().min(20).max(300), password: newPassword });
export const changePassword = z.strictObject({ current: z.string().min(1).max(256), next: newPassword });

export const signedInDevice = z.strictObject({
  id,
  startedAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
  current: z.boolean(),
});
export type SignedInDevice = z.infer<typeof signedInDevice>;

export const crisisLine = z.strictObject({
  name: z.string(),
  detail: z.string(),
  /** Dialled with `tel:`. */
  call: z.string().nullable(),
  /** Texted with `sms:`. */
  text: z.string().nullable(),
  emergency: z.boolean(),
});
export const organizationView = z.strictObject({
  name: z.string(),
  crisisLines: z.array(crisisLine),
});
export type OrganizationView = z.infer<typeof organizationView>;
export type CrisisLine = z.infer<typeof crisisLine>;
