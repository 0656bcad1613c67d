import { randomUUID } from 'node:crypto';
import { createOrganization } from '@homegroup/identity';
import { AppendQueue, ReadLog } from '@homegroup/log';
import type {
  ErrorCode,
  GroupDetail,
  OperationArgs,
  OperationName,
  OperationResult,
} from '@homegroup/protocol';
import { HomegroupError } from '@homegroup/protocol';
import {
  type ServerOptions,
  startServer,
  TestPeople,
  type TestPerson,
  type TestServer,
} from '@homegroup/test-support';

/** A server with a supervisor, an administrator and a counselor, and a second organization that must see none of it. */
export class CareHouse {
  constructor(
    readonly server: TestServer,
    readonly supervisor: TestPerson,
    readonly admin: TestPerson,
    readonly counselor: TestPerson,
    /** Of the second organization. */
    readonly stranger: TestPerson,
  ) {}

  get people(): TestPeople {
    return this.server.people;
  }

  get owner() {
    return this.server.database.owner;
  }

  async as<N extends OperationName>(
    person: TestPerson,
    operation: N,
    ...args: OperationArgs<N>
  ): Promise<OperationResult<N>> {
    return (await this.server.call(person))(operation, ...args);
  }

  /** The code of the refusal, or `allowed`. */
  async outcome(call: Promise<unknown>): Promise<ErrorCode | 'allowed'> {
    try {
      await call;
      return 'allowed';
    } catch (error) {
      if (error instanceof HomegroupError) return error.code;
      throw error;
    }
  }

  group(more: Partial<OperationArgs<'groups.create'>[0]['body']> = {}): Promise<GroupDetail> {
    return this.as(this.admin, 'groups.create', {
      body: {
        name: `Group ${randomUUID().slice(0, 8)}`,
        type: 'process',
        membershipKind: 'revolving',
        leaderIds: [this.counselor.id],
        ...more,
      },
    });
  }

  invite(group: { id: string }, person: TestPerson, by = this.supervisor) {
    return this.as(by, 'groups.invite', { params: { id: group.id }, body: { personId: person.id } });
  }

  join(group: { id: string }, person: TestPerson) {
    return this.as(person, 'groups.join', { params: { id: group.id } });
  }

  accept(group: { id: string }, person: TestPerson, version = 1) {
    return this.as(person, 'groups.acceptAgreement', { params: { id: group.id }, body: { version } });
  }

  /** Invited, seated and through the agreement. */
  async seat(group: { id: string }, ...people: TestPerson[]): Promise<void> {
    for (const person of people) {
      await this.invite(group, person);
      await this.join(group, person);
      await this.accept(group, person);
    }
  }

  /** Past the socket, straight into the log. */
  send(person: TestPerson, conversationId: string, body: string) {
    return this.server.app.get(AppendQueue, { strict: false }).append({
      organizationId: person.organizationId,
      conversationId,
      authorId: person.id,
      clientId: randomUUID(),
      kind: 'message:sent',
      target: null,
      body,
      detail: {},
    });
  }

  edit(person: TestPerson, conversationId: string, target: number, body: string) {
    return this.server.app.get(AppendQueue, { strict: false }).append({
      organizationId: person.organizationId,
      conversationId,
      authorId: person.id,
      clientId: randomUUID(),
      kind: 'message:edited',
      target,
      body,
      detail: {},
    });
  }

  async read(person: TestPerson, conversationId: string) {
    const page = await this.server.app
      .get(ReadLog, { strict: false })
      .page({ organizationId: person.organizationId, personId: person.id }, conversationId, { limit: 100 });
    return page.items;
  }

  /** What of this person's belonging to the conversation lasts. */
  intervals(conversationId: string, person: TestPerson) {
    return this.owner
      .selectFrom('conversation_member')
      .select(['from_seq', 'to_seq', 'moderator', 'gated_from_version'])
      .where('conversation_id', '=', conversationId)
      .where('person_id', '=', person.id)
      .orderBy('from_seq')
      .execute();
  }

  async actions(objectId: string): Promise<string[]> {
    const rows = await this.owner
      .selectFrom('audit_entry')
      .select('action')
      .where('object_id', '=', objectId)
      .where('outcome', '=', 'allowed')
      .orderBy('seq')
      .execute();
    return rows.map((row) => row.action);
  }

  /** Every word of the trail, to look for what must not be in it. */
  async trail(): Promise<string> {
    return JSON.stringify(await this.owner.selectFrom('audit_entry').selectAll().execute());
  }
}

export async function startHouse(options: ServerOptions = {}): Promise<CareHouse> {
  const server = await startServer(options);
  const { people } = server;
  const elsewhere = await createOrganization(server.database.owner, {
    slug: 'elsewhere',
    name: 'Elsewhere',
    timeZone: 'Europe/Berlin',
    keyEncryptionKey: server.configuration.KEY_ENCRYPTION_KEY,
  });
  return new CareHouse(
    server,
    await people.addStaff('clinical_supervisor'),
    await people.addStaff('programme_admin'),
    await people.addStaff('counselor'),
    await new TestPeople(server.database.owner, elsewhere).addStaff('clinical_supervisor', {
      email: 'stranger@example.org',
    }),
  );
}
