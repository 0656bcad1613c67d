import { type Configuration, readConfiguration } from '@homegroup/config';
import { migrate, UnitOfWork, unwrapTenantKey } from '@homegroup/database';
import { IssueInvitation } from '@homegroup/identity';
import type { INestApplicationContext } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { withApplication } from '../application.js';
import { withOwner } from '../commands.js';
import type { Installation } from '../installation.js';
import { inviteAdmin, makeOrganization } from '../make-organization.js';
import { OperatorError } from '../operator-error.js';
import { bringInSample, ensureSamplePassphrase, samplePassphrase } from './sample-people.js';

export interface FirstStart {
  directory: string;
  organization: string;
  timeZone: string;
  sample: boolean;
  adminEmail: string;
}

export interface ReadyDatabase {
  organization: string;
  /** Lets the first admin in, as long as nobody has come in yet. */
  link: string | null;
}

/** Migrates, and fills an empty database; a start that broke off half-way is completed by the next. */
export async function readyDatabase(installation: Installation, start: FirstStart): Promise<ReadyDatabase> {
  const configuration = readConfiguration(installation.environment);
  const password = decodeURIComponent(new URL(configuration.DATABASE_APP_URL).password);
  await withOwner(installation, (owner) => migrate(owner as unknown as Kysely<never>, { password }));

  let known = await withApplication(configuration, (application) => readFirst(application, configuration));
  if (!known) {
    if (start.sample) ensureSamplePassphrase(start.directory);
    const made = await withOwner(installation, (owner) =>
      makeOrganization(owner, configuration, { name: start.organization, timeZone: start.timeZone }),
    );
    known = { id: made.id, name: start.organization, people: [] };
  }
  const { id, name, people } = known;
  const nobodyIn = people.every((person) => person.password_hash === null);
  if (start.sample && nobodyIn && samplePassphrase(start.directory))
    await bringInSample(start.directory, configuration, id);
  return {
    organization: name,
    link: start.sample || !nobodyIn ? null : await linkForAdmin(configuration, known, start),
  };
}

type Known = NonNullable<Awaited<ReturnType<typeof readFirst>>>;

/** The oldest organization with its people; null in an empty database. */
async function readFirst(application: INestApplicationContext, configuration: Configuration) {
  const unit = application.get(UnitOfWork, { strict: false });
  const [first] = await unit.directory
    .selectFrom('organization_directory')
    .select('organization_id as id')
    .execute();
  if (!first) return null;
  return unit.run(first.id, async (work) => {
    const row = await work.db
      .selectFrom('organization')
      .select(['name', 'wrapped_key'])
      .executeTakeFirstOrThrow();
    try {
      unwrapTenantKey(configuration.KEY_ENCRYPTION_KEY, first.id, row.wrapped_key);
    } catch {
      throw new OperatorError(
        'KEY_ENCRYPTION_KEY is not the one that this database was made with: restore secrets.json, or set the right one.',
      );
    }
    const people = await work.db
      .selectFrom('person')
      .select(['id', 'email', 'password_hash'])
      .orderBy('created_at')
      .execute();
    return { id: first.id, name: row.name, people };
  });
}

async function linkForAdmin(
  configuration: Configuration,
  { id, people }: Known,
  start: FirstStart,
): Promise<string | null> {
  if (people.length === 0)
    return (await inviteAdmin(configuration, id, { email: start.adminEmail, name: 'Programme admin' })).url;
  const admin = people.find((person) => person.email === start.adminEmail);
  if (!admin) return null;
  const link = await withApplication(configuration, (application) =>
    application
      .get(UnitOfWork, { strict: false })
      .run(id, (work) => application.get(IssueInvitation, { strict: false }).within(work, null, admin)),
  );
  return link.url;
}
