import { type Configuration, readConfiguration } from '@homegroup/config';
import { type DB, refreshStatistics, UnitOfWork, unwrapTenantKey } from '@homegroup/database';
import { IssueInvitation } from '@homegroup/identity';
import type { INestApplicationContext } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { withApplication } from '../application.js';
import { migrateInstallation, withOwner } from '../commands.js';
import type { Installation } from '../installation.js';
import { inviteAdmin, makeOrganization } from '../make-organization.js';
import { OperatorError } from '../operator-error.js';
import { bringInSample, ensureSamplePassphrase, samplePassphrase } from './sample-people.js';

export interface FirstStart {
  directory: string;
  /** The name of the first organization; null to make none. */
  organization: string | null;
  timeZone: string;
  sample: boolean;
  adminEmail: string;
}

export interface ReadyDatabase {
  /** Null while there is none. */
  organization: string | null;
  /** Lets the first admin in, as long as nobody has come in yet. */
  link: string | null;
}

/**
 * Migrates, and fills an empty database; a start that broke off half-way is completed by the next.
 * @throws OperatorError, having changed nothing, when the database was made with another key-encryption key
 */
export async function readyDatabase(installation: Installation, start: FirstStart): Promise<ReadyDatabase> {
  const configuration = readConfiguration(installation.environment);
  await withOwner(installation, (owner) => refuseOtherKey(owner, configuration));
  await migrateInstallation(installation);

  let known = await withApplication(configuration, readFirst);
  if (!known) {
    const { organization, timeZone } = start;
    if (organization === null) return { organization: null, link: null };
    if (start.sample) ensureSamplePassphrase(start.directory);
    const made = await withOwner(installation, (owner) =>
      makeOrganization(owner, configuration, { name: organization, timeZone }),
    );
    known = { id: made.id, name: organization, people: [] };
  }
  const { id, name, people } = known;
  const nobodyIn = people.every((person) => person.password_hash === null);
  if (start.sample && nobodyIn && samplePassphrase(start.directory)) {
    await bringInSample(start.directory, configuration, id);
    await withOwner(installation, (owner) => refreshStatistics(owner as unknown as Kysely<never>));
  }
  return {
    organization: name,
    link: start.sample || !nobodyIn ? null : await linkForAdmin(configuration, known, start),
  };
}

type Known = NonNullable<Awaited<ReturnType<typeof readFirst>>>;

/** An organization with its people; null in an empty database. */
async function readFirst(application: INestApplicationContext) {
  const unit = application.get(UnitOfWork, { strict: false });
  const [first] = await unit.directory
    .selectFrom('organization_directory')
    .select('organization_id as id')
    .execute();
  if (!first) return null;
  return unit.run(first.id, async (work) => {
    const row = await work.db.selectFrom('organization').select('name').executeTakeFirstOrThrow();
    const people = await work.db
      .selectFrom('person')
      .select(['id', 'email', 'password_hash'])
      .orderBy('created_at')
      .execute();
    return { id: first.id, name: row.name, people };
  });
}

/** Looks, before anything is touched, whether the key opens what is there. An empty database opens with any key. */
async function refuseOtherKey(owner: Kysely<DB>, configuration: Configuration): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass('public.organization_directory') is not null as made`.execute(owner);
  if (!rows[0]?.made) return;
  const wrapped = await owner.transaction().execute(async (db) => {
    const first = await db.selectFrom('organization_directory').select('organization_id').executeTakeFirst();
    if (!first) return undefined;
    // The owner, unless a superuser, is held by row-level security too.
    await sql`select set_config('app.organization_id', ${first.organization_id}, true)`.execute(db);
    return db
      .selectFrom('organization')
      .select(['id', 'wrapped_key'])
      .where('id', '=', first.organization_id)
      .executeTakeFirst();
  });
  if (!wrapped) return;
  try {
    unwrapTenantKey(configuration, wrapped.id, wrapped.wrapped_key);
  } catch {
    throw new OperatorError(
      'KEY_ENCRYPTION_KEY is not the one that this database was made with: restore secrets.json, or set the right one. Nothing has been changed.',
    );
  }
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
