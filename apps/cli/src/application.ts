import { AuditModule } from '@homegroup/audit';
import { CareModule } from '@homegroup/care';
import { ConfigModule, type Configuration } from '@homegroup/config';
import { DatabaseModule, openKysely, openPool, refuseUnsafeRole, UnitOfWork } from '@homegroup/database';
import { IdentityModule } from '@homegroup/identity';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Kysely } from 'kysely';
import { describeDatabase, OperatorError } from './operator-error.js';

@Module({})
class CliModule {}

/** Runs `work` with the use cases of the libraries, as the application's role; closes everything after it. */
export async function withApplication<T>(
  configuration: Configuration,
  work: (application: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const url = configuration.DATABASE_APP_URL;
  const probe = openKysely(openPool(url, { max: 1, onError: () => undefined }));
  try {
    await refuseUnsafeRole(probe as unknown as Kysely<never>);
  } catch (error) {
    throw describeDatabase(error, url, 'DATABASE_APP_URL, and that Homegroup is running');
  } finally {
    await probe.destroy();
  }
  const application = await NestFactory.createApplicationContext(
    {
      module: CliModule,
      imports: [
        ConfigModule.forRoot(configuration),
        DatabaseModule.forRoot({ url, poolSize: 2 }),
        AuditModule,
        IdentityModule,
        CareModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
  try {
    return await work(application);
  } finally {
    await application.close();
  }
}

export interface OrganizationRow {
  id: string;
  slug: string;
}

/** The organization with this slug, or the only one. @throws OperatorError naming those that there are */
export async function findOrganization(unit: UnitOfWork, slug: string | undefined): Promise<OrganizationRow> {
  const rows = await unit.directory
    .selectFrom('organization_directory')
    .select(['organization_id as id', 'slug'])
    .orderBy('slug')
    .execute();
  const found =
    slug === undefined ? (rows.length === 1 ? rows[0] : undefined) : rows.find((row) => row.slug === slug);
  if (found) return found;
  if (rows.length === 0)
    throw new OperatorError('There is no organization yet: make one with "homegroup organization create".');
  throw new OperatorError(
    `Say which organization with --organization: ${rows.map((row) => row.slug).join(', ')}.`,
  );
}
