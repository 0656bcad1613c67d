import { randomUUID } from 'node:crypto';
import type { DB } from '@homegroup/database';
import { createOrganization, hashPassword } from '@homegroup/identity';
import { createHttpClient, HomegroupError, type HttpClient, type StaffRole } from '@homegroup/protocol';
import type { Kysely } from 'kysely';
import { now, type Recorder } from './recorder.js';

export const password = 'a quiet harbor at dusk';
/** Milliseconds: for preparing, when nothing is hurt yet but the machine may be busy. */
const longPatience = 90_000;
/** Milliseconds: longer than anything is frozen. */
const shortPatience = 12_000;

export interface Session {
  token: string;
  family: string;
  cookie: string;
}
export interface Person {
  id: string;
  email: string;
  staff: StaffRole | null;
  session: Session | null;
}
export interface Room {
  groupId: string;
  conversationId: string;
  counselor: Person;
  agreementVersion: number;
}

/** One organization as the runner knows it: who there is, and how each asks over HTTP. */
export class House {
  readonly people: Person[] = [];
  readonly rooms: Room[] = [];
  private patience = longPatience;

  private constructor(
    private readonly owner: Kysely<DB>,
    private readonly organizationId: string,
    private readonly programmeId: string,
    private readonly hash: string,
    private readonly recorder: Recorder,
  ) {}

  static async found(owner: Kysely<DB>, keyEncryptionKey: string, recorder: Recorder): Promise<House> {
    const organizationId = await createOrganization(owner, {
      slug: 'harbor',
      name: 'Harbor House',
      timeZone: 'America/New_York',
      keyEncryptionKey: Buffer.from(keyEncryptionKey, 'base64'),
    });
    const { id } = await owner
      .insertInto('programme')
      .values({
        organization_id: organizationId,
        name: 'Intensive outpatient',
        level_of_care: '2.1',
        weekly_hours_from: 9,
        weekly_hours_to: 19,
        planned_weeks: 12,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return new House(owner, organizationId, id, await hashPassword(password), recorder);
  }

  /** From now on servers are hurt: waiting longer for one is in vain. */
  hurry(): void {
    this.patience = shortPatience;
  }

  async add(staff: StaffRole | null, counselor?: Person): Promise<Person> {
    const person: Person = { id: randomUUID(), email: '', staff, session: null };
    person.email = `${person.id}@example.org`;
    await this.owner
      .insertInto('person')
      .values({
        id: person.id,
        organization_id: this.organizationId,
        email: person.email,
        legal_name: `Legal ${this.people.length}`,
        display_name: `Display ${this.people.length}`,
        staff_role: staff,
        password_hash: this.hash,
        password_changed_at: new Date(),
      })
      .execute();
    if (staff === null) await this.enrol(person, counselor);
    this.people.push(person);
    return person;
  }

  /** Signs in with the password, as a browser does. */
  async signIn(url: string, person: Person): Promise<Session> {
    let cookie = '';
    const call = this.client(url, { onResponse: (response) => (cookie = cookieOf(response)) });
    const { accessToken } = await call('session.signIn', {
      body: { email: person.email, password },
    });
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
      fam: string;
    };
    person.session = { token: accessToken, family: claims.fam, cookie };
    return person.session;
  }

  call(url: string, person: Person): HttpClient {
    const { session } = person;
    return this.client(url, { accessToken: () => session?.token ?? null });
  }

  /** Ends this device on that node; the history learns of it when it was acknowledged. */
  async signOut(url: string, person: Person): Promise<void> {
    const { session } = person;
    if (!session) return;
    const askedAt = now();
    const call = this.client(url, { headers: () => ({ origin: url, cookie: session.cookie }) });
    await call('session.signOut');
    this.recorder.add({
      type: 'ended',
      at: now(),
      askedAt,
      person: person.id,
      how: 'signed-out',
      conversation: null,
      family: session.family,
    });
    person.session = null;
    await this.tryAsBefore(url, person, session);
  }

  /** Asks with a token that is over: whatever is served then is recorded. */
  private async tryAsBefore(url: string, person: Person, session: Session): Promise<void> {
    const askedAt = now();
    const served = await this.client(url, { accessToken: () => session.token })('conversations.list').then(
      () => true,
      (error: unknown) => !(error instanceof HomegroupError),
    );
    if (served)
      this.recorder.add({ type: 'served', at: now(), askedAt, person: person.id, family: session.family });
  }

  /** With an end to waiting: a frozen server answers nothing. */
  private client(url: string, options: Partial<Parameters<typeof createHttpClient>[0]>): HttpClient {
    return createHttpClient({
      ...options,
      baseUrl: url,
      fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(this.patience) }),
    });
  }

  private async enrol(person: Person, counselor?: Person): Promise<void> {
    const of = { organization_id: this.organizationId };
    const { id } = await this.owner
      .insertInto('episode')
      .values({
        ...of,
        person_id: person.id,
        programme_id: this.programmeId,
        status: 'active',
        level_of_care: '2.1',
        started_on: '2026-01-12',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (!counselor) return;
    await this.owner
      .insertInto('care_team_member')
      .values({
        ...of,
        episode_id: id,
        person_id: counselor.id,
        role: 'Primary counselor',
        is_primary: true,
      })
      .execute();
  }
}

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
