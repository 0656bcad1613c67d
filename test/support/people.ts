import { randomUUID } from 'node:crypto';
import type { DB } from '@homegroup/database';
import { hashPassword } from '@homegroup/identity';
import type { Role, StaffRole } from '@homegroup/protocol';
import type { Kysely } from 'kysely';

export interface TestPerson {
  id: string;
  organizationId: string;
  role: Role;
  email: string;
  legalName: string;
  displayName: string;
}

/** Every test person's password. */
export const testPassword = 'a quiet harbor at dusk';
let passwordHash: Promise<string> | undefined;

let count = 0;

async function insertPerson(
  owner: Kysely<DB>,
  organizationId: string,
  role: Role,
  staffRole: StaffRole | null,
  given: Partial<TestPerson>,
): Promise<TestPerson> {
  passwordHash ??= hashPassword(testPassword);
  count += 1;
  const person: TestPerson = {
    id: randomUUID(),
    organizationId,
    role,
    email: `person${count}@example.org`,
    legalName: `Legal Name ${count}`,
    displayName: staffRole ? `Legal Name ${count}` : `Display ${count}`,
    ...given,
  };
  await owner
    .insertInto('person')
    .values({
      id: person.id,
      organization_id: organizationId,
      email: person.email,
      legal_name: person.legalName,
      display_name: person.displayName,
      staff_role: staffRole,
      password_hash: await passwordHash,
      password_changed_at: new Date(),
    })
    .execute();
  return person;
}

/** Writes people and their record straight into the database, past every use case. */
export class TestPeople {
  private programmeId: Promise<string> | undefined;

  constructor(
    private readonly owner: Kysely<DB>,
    private readonly organizationId: string,
  ) {}

  addStaff(staffRole: StaffRole, given: Partial<TestPerson> = {}): Promise<TestPerson> {
    return insertPerson(this.owner, this.organizationId, staffRole, staffRole, given);
  }

  /** With an active episode; on `counselor`'s care team when one is given. */
  async addClient(given: Partial<TestPerson> & { counselor?: TestPerson } = {}): Promise<TestPerson> {
    const { counselor, ...rest } = given;
    const person = await insertPerson(this.owner, this.organizationId, 'client', null, rest);
    await this.addEpisode(person, 'active', counselor);
    return person;
  }

  /** Completed treatment, and an active alumni membership. */
  async addAlumnus(given: Partial<TestPerson> = {}): Promise<TestPerson> {
    const person = await insertPerson(this.owner, this.organizationId, 'alumnus', null, given);
    await this.addEpisode(person, 'finished');
    await this.owner
      .insertInto('alumni_membership')
      .values({
        organization_id: this.organizationId,
        person_id: person.id,
        status: 'active',
        active_since: new Date(),
      })
      .execute();
    return person;
  }

  /** Completed treatment, and no more. */
  async addFormer(given: Partial<TestPerson> = {}): Promise<TestPerson> {
    const person = await insertPerson(this.owner, this.organizationId, 'former', null, given);
    await this.addEpisode(person, 'finished');
    return person;
  }

  /** One of any role. */
  add(role: Role, given: Partial<TestPerson> = {}): Promise<TestPerson> {
    if (role === 'client') return this.addClient(given);
    if (role === 'alumnus') return this.addAlumnus(given);
    if (role === 'former') return this.addFormer(given);
    return this.addStaff(role, given);
  }

  /** The one programme that all episodes here belong to. */
  programme(): Promise<string> {
    this.programmeId ??= this.owner
      .insertInto('programme')
      .values({
        organization_id: this.organizationId,
        name: 'Intensive outpatient',
        level_of_care: '2.1',
        weekly_hours_from: 9,
        weekly_hours_to: 19,
        planned_weeks: 12,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .then((row) => row.id);
    return this.programmeId;
  }

  private async addEpisode(
    person: TestPerson,
    status: 'active' | 'finished',
    counselor?: TestPerson,
  ): Promise<void> {
    const episode = await this.owner
      .insertInto('episode')
      .values({
        organization_id: this.organizationId,
        person_id: person.id,
        programme_id: await this.programme(),
        status,
        level_of_care: '2.1',
        started_on: '2026-01-12',
        ...(status === 'finished' && { finished_at: new Date(), discharge_reason: 'completed' }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (!counselor) return;
    await this.owner
      .insertInto('care_team_member')
      .values({
        organization_id: this.organizationId,
        episode_id: episode.id,
        person_id: counselor.id,
        role: 'Primary counselor',
        is_primary: true,
      })
      .execute();
  }
}
