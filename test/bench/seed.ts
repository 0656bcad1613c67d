import { randomBytes, randomUUID } from 'node:crypto';
import { ConfigModule, type Configuration, readConfiguration } from '@homegroup/config';
import {
  DatabaseModule,
  type DB,
  migrate,
  openKysely,
  openPool,
  UnitOfWork,
  type Work,
} from '@homegroup/database';
import { createOrganization, IdentityModule, OpenSession } from '@homegroup/identity';
import { LogModule, LogWriter } from '@homegroup/log';
import type { Role } from '@homegroup/protocol';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Kysely } from 'kysely';
import { roomWith } from '../support/room-with.js';
import { type BenchPostgres, createDatabase } from './bench-postgres.js';

const appPassword = 'homegroup-bench';

export interface SeededPerson {
  id: string;
  organizationId: string;
  familyId: string;
  role: Role;
  name: string;
}

export interface SeededRoom {
  id: string;
  organizationId: string;
  members: SeededPerson[];
}

/** Organizations in a database of their own, with what a server needs to serve them. */
export interface House {
  /** The first one, or the only one. */
  organizationId: string;
  organizationIds: string[];
  environment: Record<string, string>;
  owner: Kysely<DB>;
  context: INestApplicationContext;
  rooms: SeededRoom[];
  /** A token that is valid for five minutes from now, made as signing in makes it. */
  token: (person: SeededPerson) => string;
  close: () => Promise<void>;
}

/**
 * A migrated database: rooms whose first member is a counselor, the others clients. They belong to one organization,
 * or by turns to as many as are asked for.
 */
export async function seedHouse(
  postgres: BenchPostgres,
  name: string,
  size: { rooms: number; members: number; organizations?: number },
): Promise<House> {
  await createDatabase(postgres, name);
  const owner = openKysely(openPool(postgres.url(name), { max: 2, onError: () => undefined }));
  await migrate(owner as unknown as Kysely<never>, { password: appPassword });
  const appUrl = new URL(postgres.url(name));
  appUrl.username = 'homegroup_app';
  appUrl.password = appPassword;
  const environment = {
    PORT: '0',
    DATABASE_APP_URL: appUrl.toString(),
    KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const configuration = readConfiguration(environment);
  const organizationIds: string[] = [];
  for (let nth = 0; nth < (size.organizations ?? 1); nth += 1)
    organizationIds.push(
      await createOrganization(owner, {
        slug: nth === 0 ? 'harbor' : `harbor-${nth + 1}`,
        name: 'Harbor House',
        timeZone: 'America/New_York',
        keyEncryptionKey: configuration.KEY_ENCRYPTION_KEY,
      }),
    );
  const context = await startContext(configuration);
  const unit = context.get(UnitOfWork, { strict: false });
  const writer = context.get(LogWriter, { strict: false });
  const rooms: SeededRoom[] = [];
  const programmes = await Promise.all(organizationIds.map((id) => unit.run(id, insertProgramme)));
  for (let made = 0; made < size.rooms; made += 1) {
    const nth = made % organizationIds.length;
    rooms.push(
      await unit.run(organizationIds[nth] as string, (work) =>
        seedRoom(work, writer, programmes[nth] as string, size.members),
      ),
    );
  }
  const sessions = context.get(OpenSession, { strict: false });
  const token = (person: SeededPerson) =>
    sessions.opened(
      person.organizationId,
      {
        id: person.id,
        role: person.role,
        legal_name: person.name,
        display_name: person.name,
        staff_role: person.role === 'counselor' ? 'counselor' : null,
      },
      { familyId: person.familyId, tokenId: randomUUID(), endsAt: new Date() },
    ).accessToken;
  const close = async () => {
    await context.close();
    await owner.destroy();
  };
  const [organizationId = ''] = organizationIds;
  return { organizationId, organizationIds, environment, owner, context, rooms, token, close };
}

function startContext(configuration: Configuration): Promise<INestApplicationContext> {
  @Module({
    imports: [
      ConfigModule.forRoot(configuration),
      DatabaseModule.forRoot({ url: configuration.DATABASE_APP_URL, poolSize: 4 }),
      IdentityModule,
      LogModule,
    ],
  })
  class SeedModule {}
  return NestFactory.createApplicationContext(SeedModule, { logger: false });
}

async function insertProgramme(work: Work): Promise<string> {
  const { id } = await work.db
    .insertInto('programme')
    .values({
      organization_id: work.organizationId,
      name: 'Intensive outpatient',
      level_of_care: '2.1',
      weekly_hours_from: 9,
      weekly_hours_to: 19,
      planned_weeks: 12,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function seedRoom(
  work: Work,
  writer: LogWriter,
  programmeId: string,
  size: number,
): Promise<SeededRoom> {
  const members: SeededPerson[] = Array.from({ length: size }, (_, index) => {
    const id = randomUUID();
    return {
      id,
      organizationId: work.organizationId,
      familyId: randomUUID(),
      role: index === 0 ? 'counselor' : 'client',
      name: `Person ${id.slice(0, 4)}`,
    };
  });
  const { organizationId } = work;
  const of = { organization_id: organizationId };
  await work.db
    .insertInto('person')
    .values(
      members.map(({ id, name, role }) => ({
        ...of,
        id,
        email: `${id}@example.org`,
        legal_name: name,
        display_name: name,
        staff_role: role === 'counselor' ? 'counselor' : null,
      })),
    )
    .execute();
  await work.db
    .insertInto('episode')
    .values(
      members
        .filter(({ role }) => role === 'client')
        .map(({ id }) => ({
          ...of,
          person_id: id,
          programme_id: programmeId,
          status: 'active' as const,
          level_of_care: '2.1' as const,
          started_on: '2026-01-12',
        })),
    )
    .execute();
  await work.db
    .insertInto('session_family')
    .values(
      members.map(({ id, familyId }) => ({
        ...of,
        id: familyId,
        person_id: id,
        expires_at: new Date(Date.now() + 12 * 3_600_000),
      })),
    )
    .execute();
  return { id: await roomWith(work, writer, members), organizationId, members };
}
