import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { VerifyAudit } from '@homegroup/audit';
import { CheckRoster, ImportRoster } from '@homegroup/care';
import { readConfiguration } from '@homegroup/config';
import { type DB, migrate, openKysely, openPool, refreshStatistics, UnitOfWork } from '@homegroup/database';
import { IssueInvitation } from '@homegroup/identity';
import type { RosterReport } from '@homegroup/protocol';
import type { Kysely } from 'kysely';
import { findOrganization, withApplication } from './application.js';
import { findInstallation, type Installation } from './installation.js';
import { makeOrganization, type OrganizationOptions } from './make-organization.js';
import { describeDatabase, OperatorError } from './operator-error.js';
import { printReport } from './print-report.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs `work` on a connection of the database's owner. */
export async function withOwner<T>(
  { ownerUrl, ownerSource }: Pick<Installation, 'ownerUrl' | 'ownerSource'>,
  work: (owner: Kysely<DB>) => Promise<T>,
): Promise<T> {
  if (!ownerUrl) throw new OperatorError('This needs the owner of the database: set DATABASE_URL.');
  const owner = openKysely(openPool(ownerUrl, { max: 2, onError: () => undefined }));
  try {
    return await work(owner);
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    if ((error as NodeJS.ErrnoException).code === '23505') throw error;
    throw describeDatabase(error, ownerUrl, ownerSource);
  } finally {
    await owner.destroy();
  }
}

export async function runMigrate(): Promise<void> {
  const done = await migrateInstallation(findInstallation(process.env));
  say(done.length === 0 ? 'The database is up to date.' : `Migrated: ${done.join(', ')}`);
}

/** Migrates, and lets in the role that DATABASE_APP_URL names. Returns the migrations that ran. */
export async function migrateInstallation(installation: Installation): Promise<string[]> {
  const appUrl = installation.environment.DATABASE_APP_URL;
  if (!appUrl)
    throw new OperatorError('Set DATABASE_APP_URL: its user is made, with its password, for the server.');
  const { username, password } = new URL(appUrl);
  return withOwner(installation, async (owner) => {
    const done = await migrate(owner as unknown as Kysely<never>, {
      role: decodeURIComponent(username),
      password: decodeURIComponent(password),
    });
    await refreshStatistics(owner as unknown as Kysely<never>);
    return done;
  });
}

export async function runOrganizationCreate(options: OrganizationOptions): Promise<void> {
  const installation = findInstallation(process.env);
  const configuration = readConfiguration(installation.environment);
  const made = await withOwner(installation, (owner) => makeOrganization(owner, configuration, options));
  say(`Made ${options.name} (${made.slug}).`);
  if (made.link) say(`Link for ${options.adminEmail}, once, until ${made.link.expiresAt}:\n${made.link.url}`);
}

export interface ImportOptions {
  dryRun?: boolean;
  json?: boolean;
  organization?: string;
}

export async function runImport(paths: string[], options: ImportOptions): Promise<void> {
  const files = paths.map((path) => ({ name: basename(path), text: readRosterText(path) }));
  const report = await asOperator(options.organization, async (application, organizationId) => {
    const operator = { system: true as const, organizationId };
    return options.dryRun
      ? application.get(CheckRoster, { strict: false }).execute(operator, { files })
      : application.get(ImportRoster, { strict: false }).execute(operator, { files });
  });
  if (options.json) say(JSON.stringify(report, null, 2));
  else printReport(report, { dryRun: options.dryRun === true, say });
  failOnFaults(report);
}

function failOnFaults(report: RosterReport): void {
  if (report.faults.length === 0) return;
  const n = report.faults.length;
  throw new OperatorError(
    `${n === 1 ? 'One field needs' : `${n} fields need`} a correction. Nothing has been changed.`,
  );
}

function readRosterText(path: string): string {
  let bytes: Buffer;
  try {
    // npm runs scripts in the repository and says here where it was called.
    bytes = readFileSync(resolve(process.env.INIT_CWD ?? '.', path));
  } catch (error) {
    throw new OperatorError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  if (bytes.length > 2_000_000)
    throw new OperatorError(`${path} is larger than 2 MB: split it into several files.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new OperatorError(`${path} is not UTF-8: save it again as "CSV UTF-8".`);
  }
}

export async function runInvite(email: string, options: { organization?: string }): Promise<void> {
  const link = await asOperator(options.organization, (application, organizationId) =>
    application.get(UnitOfWork, { strict: false }).run(organizationId, async (work) => {
      const person = await work.db
        .selectFrom('person')
        .select(['id', 'password_hash', 'disabled_at'])
        .where('email', '=', email.trim().toLowerCase())
        .forUpdate()
        .executeTakeFirst();
      if (!person) throw new OperatorError(`There is nobody with the address ${email}.`);
      if (person.disabled_at) throw new OperatorError(`The account of ${email} is closed.`);
      return application.get(IssueInvitation, { strict: false }).within(work, null, person);
    }),
  );
  say(link.url);
}

export async function runAuditVerify(options: { organization?: string }): Promise<void> {
  const verdict = await asOperator(options.organization, (application, organizationId) =>
    application.get(VerifyAudit, { strict: false }).check(organizationId),
  );
  if (!verdict.intact)
    throw new OperatorError(
      `The audit trail is broken at entry ${verdict.brokenAt}; ${verdict.checked} entries before it are intact.`,
    );
  say(
    `The audit trail is intact: ${verdict.checked} entries${verdict.head ? `, head ${verdict.head.hash}` : ''}.`,
  );
}

function asOperator<T>(
  slug: string | undefined,
  work: (
    application: Parameters<Parameters<typeof withApplication>[1]>[0],
    organizationId: string,
  ) => Promise<T>,
): Promise<T> {
  const { environment } = findInstallation(process.env);
  return withApplication(readConfiguration(environment), async (application) => {
    const { id } = await findOrganization(application.get(UnitOfWork, { strict: false }), slug);
    return work(application, id);
  });
}
