import type { Configuration } from '@homegroup/config';
import { type DB, UnitOfWork } from '@homegroup/database';
import { CreatePerson, createOrganization, IssueInvitation } from '@homegroup/identity';
import { email as emailSchema, type InvitationLink, personName } from '@homegroup/protocol';
import type { Kysely } from 'kysely';
import { withApplication } from './application.js';
import { OperatorError } from './operator-error.js';

export interface OrganizationOptions {
  name: string;
  slug?: string;
  timeZone: string;
  adminEmail?: string;
  adminName?: string;
}

/** A tenant, and its first programme admin with an invitation when an address is given. */
export async function makeOrganization(
  owner: Kysely<DB>,
  configuration: Configuration,
  options: OrganizationOptions,
): Promise<{ id: string; slug: string; link: InvitationLink | null }> {
  const admin = options.adminEmail === undefined ? undefined : emailSchema.safeParse(options.adminEmail);
  if (admin && !admin.success) throw new OperatorError(`"${options.adminEmail}" is not an e-mail address.`);
  const name = personName.safeParse(options.name);
  if (!name.success) throw new OperatorError('Give the organization a name of 1 to 80 characters.');
  const slug = options.slug ?? slugOf(name.data);
  if (!/^[a-z0-9-]{2,40}$/.test(slug))
    throw new OperatorError(`"${slug}" is no slug: use 2 to 40 of a-z, 0-9 and hyphens (--slug).`);
  const { timeZone } = options;
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new OperatorError(`"${timeZone}" is not a time zone: write it like America/New_York.`);
  }
  let id: string;
  try {
    id = await createOrganization(owner, {
      slug,
      name: name.data,
      timeZone,
      keyEncryptionKey: configuration.KEY_ENCRYPTION_KEY,
    });
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new OperatorError(`There is already an organization "${slug}": choose another with --slug.`);
  }
  if (!admin) return { id, slug, link: null };
  const link = await inviteAdmin(configuration, id, {
    email: admin.data,
    name: options.adminName ?? 'Programme admin',
  });
  return { id, slug, link };
}

/** @returns a link that works once, for the first person of an organization */
export function inviteAdmin(
  configuration: Configuration,
  organizationId: string,
  admin: { email: string; name: string },
): Promise<InvitationLink> {
  return withApplication(configuration, (application) =>
    application.get(UnitOfWork, { strict: false }).run(organizationId, async (work) => {
      const id = await application.get(CreatePerson, { strict: false }).within(work, null, {
        legalName: admin.name,
        displayName: admin.name,
        email: admin.email,
        staffRole: 'programme_admin',
      });
      return application
        .get(IssueInvitation, { strict: false })
        .within(work, null, { id, password_hash: null });
    }),
  );
}

export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
