import { randomUUID } from 'node:crypto';
import { matrix, type Operation, type OperationName, operations, type Role } from '@homegroup/protocol';
import { startServer, TestPeople, type TestPerson, type TestServer } from '@homegroup/test-support';

const reason = 'asked for by the team';
const text = 'A word to the person.';
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

interface Foreign {
  counselor: string;
  programme: string;
  person: string;
  group: string;
  conversation: string;
  contact: string;
  report: string;
  device: string;
  notice: string;
}
type Kind = keyof Foreign;

/** What the `:id` of an operation names, and a body that would do if it existed. */
const targets: Partial<Record<OperationName, [Kind, unknown?]>> = {
  'session.end': ['device'],
  'me.seeNotice': ['notice'],
  'conversations.show': ['conversation'],
  'conversations.history': ['conversation'],
  'groups.show': ['group'],
  'groups.start': ['group'],
  'groups.endMembership': ['group', { reason }],
  'groups.reinstate': ['group', { reason }],
  'groups.join': ['group'],
  'groups.leave': ['group'],
  'groups.acceptAgreement': ['group', { version: 1 }],
  'groups.publishAgreement': ['group', { text }],
  'moderation.lock': ['conversation', { reason }],
  'moderation.unlock': ['conversation', { reason }],
  'moderation.remove': ['conversation', { seq: 1, reason: 'not for this group', text }],
  'moderation.report': ['conversation', { seq: 1, reason: 'unkind' }],
  'moderation.closeReport': ['report', { outcome: reason }],
  'people.show': ['person'],
  'people.invite': ['person'],
  'people.disable': ['person', { reason }],
  'people.enable': ['person', { reason }],
  'people.changeRole': ['person', { staffRole: 'counselor', reason }],
  'people.renewCredential': ['person', { expiresOn: '2099-01-31' }],
  'care.discharge': ['person', { reason: 'completed' }],
  'care.inviteToAlumni': ['person', { reason }],
  'care.agreeContact': ['contact'],
  'care.endContact': ['contact'],
};
const teamBody = (primaryCounselorId: string) => ({ primaryCounselorId, reason });
/** Those whose body names a person besides. */
const withPerson = {
  'groups.invite': ['group', (personId: string) => ({ personId })],
  'groups.changeLeaders': ['group', (personId: string) => ({ leaderIds: [personId] })],
  'care.changeTeam': ['person', (personId: string) => teamBody(personId)],
  'care.readmit': [
    'person',
    (personId: string) => ({
      programmeId: personId,
      primaryCounselorId: personId,
      startedOn: '2026-02-02',
      reason,
    }),
  ],
  'moderation.mute': ['conversation', (personId: string) => ({ personId, until: tomorrow, reason, text })],
  'moderation.unmute': ['conversation', (personId: string) => ({ personId, reason })],
  'moderation.eject': ['conversation', (personId: string) => ({ personId, reason, text })],
} as const;

interface Own {
  counselor: string;
  programme: string;
  group: string;
  conversation: string;
  client: string;
  former: string;
}
const clientBody = (own: Own, more: object) => ({
  kind: 'client',
  legalName: 'Maria Ibáñez',
  displayName: 'Sparrow',
  email: 'sparrow@example.org',
  programmeId: own.programme,
  primaryCounselorId: own.counselor,
  startedOn: '2026-02-02',
  ...more,
});
const readmitBody = (own: Own, more: object) => ({
  programmeId: own.programme,
  primaryCounselorId: own.counselor,
  startedOn: '2026-02-02',
  reason,
  ...more,
});
const groupBody = (own: Own, more: object) => ({
  name: 'Morning',
  type: 'process',
  membershipKind: 'revolving',
  leaderIds: [own.counselor],
  ...more,
});
/** A body that names something foreign, sent to what is one's own; `id` stands for what does not exist. */
const bodies: Array<[OperationName, string, Kind, (id: string, own: Own) => object, (own: Own) => string]> = [
  ['direct.open', 'personId', 'person', (personId) => ({ personId }), () => ''],
  ['direct.open', 'personId of staff', 'counselor', (personId) => ({ personId }), () => ''],
  ['people.add', 'programmeId', 'programme', (id, own) => clientBody(own, { programmeId: id }), () => ''],
  [
    'people.add',
    'counselor',
    'counselor',
    (id, own) => clientBody(own, { primaryCounselorId: id }),
    () => '',
  ],
  ['groups.create', 'programmeId', 'programme', (id, own) => groupBody(own, { programmeId: id }), () => ''],
  ['groups.create', 'leaderIds', 'counselor', (id, own) => groupBody(own, { leaderIds: [id] }), () => ''],
  [
    'groups.create',
    'one of leaderIds',
    'counselor',
    (id, own) => groupBody(own, { leaderIds: [own.counselor, id] }),
    () => '',
  ],
  [
    'groups.changeLeaders',
    'leaderIds',
    'counselor',
    (id, own) => ({ leaderIds: [own.counselor, id] }),
    (own) => own.group,
  ],
  ['care.changeTeam', 'primaryCounselorId', 'counselor', (id) => teamBody(id), (own) => own.client],
  [
    'care.changeTeam',
    'one of the team',
    'counselor',
    (id, own) => ({ ...teamBody(own.counselor), team: [{ personId: id, role: 'Nurse' }] }),
    (own) => own.client,
  ],
  [
    'care.readmit',
    'programmeId',
    'programme',
    (id, own) => readmitBody(own, { programmeId: id }),
    (own) => own.former,
  ],
  [
    'care.readmit',
    'primaryCounselorId',
    'counselor',
    (id, own) => readmitBody(own, { primaryCounselorId: id }),
    (own) => own.former,
  ],
  ['groups.invite', 'personId', 'person', (personId) => ({ personId }), (own) => own.group],
  ['care.offerContact', 'alumnusId', 'person', (id) => ({ alumnusId: id, endsOn: '2099-01-31' }), () => ''],
  [
    'moderation.mute',
    'personId',
    'person',
    (personId) => ({ personId, until: tomorrow, reason, text }),
    (own) => own.conversation,
  ],
  [
    'moderation.unmute',
    'personId',
    'person',
    (personId) => ({ personId, reason }),
    (own) => own.conversation,
  ],
  [
    'moderation.eject',
    'personId',
    'person',
    (personId) => ({ personId, reason, text }),
    (own) => own.conversation,
  ],
];

describe('what belongs to another organization', () => {
  let server: TestServer;
  let foreign: Foreign;
  let own: Own;
  const tokens = new Map<Role, string>();

  beforeAll(async () => {
    server = await startServer();
    let counselor = '';
    for (const role of ['client', 'counselor', 'clinical_supervisor', 'programme_admin'] as const) {
      const person = await server.people.add(role);
      tokens.set(role, (await server.openSession(person)).accessToken);
      if (role === 'counselor') counselor = person.id;
    }
    own = await furnishOwn(counselor);
    foreign = await furnish(await server.addOrganization('meadow', 'Meadow'));
  });
  afterAll(() => server.stop());

  /** A group of the counselor's, in whose room the others are refused for what they name alone. */
  async function furnishOwn(counselor: string): Promise<Own> {
    const admin = await server.call(await server.people.addStaff('programme_admin'));
    const made = await admin('groups.create', {
      body: { name: 'Own', type: 'process', membershipKind: 'revolving', leaderIds: [counselor] },
    });
    const programme = await server.people.programme();
    const [client, former] = [await server.people.addClient(), await server.people.addFormer()];
    return {
      counselor,
      programme,
      group: made.id,
      conversation: made.conversationId,
      client: client.id,
      former: former.id,
    };
  }

  /** One of everything, in another organization. */
  async function furnish(organizationId: string): Promise<Foreign> {
    const { owner } = server.database;
    const people = new TestPeople(owner, organizationId);
    const admin = await people.addStaff('programme_admin');
    const counselor = await people.addStaff('counselor');
    await owner
      .updateTable('person')
      .set({ credential_expires_on: '2099-12-31' })
      .where('id', '=', counselor.id)
      .execute();
    const client = await people.addClient({ counselor });
    const group = await (await server.call(admin))('groups.create', {
      body: { name: 'Evening', type: 'process', membershipKind: 'revolving', leaderIds: [counselor.id] },
    });
    const row = { organization_id: organizationId };
    const contact = await owner
      .insertInto('continuing_contact')
      .values({ ...row, alumnus_id: client.id, staff_id: counselor.id, ends_on: '2099-12-31' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const report = await owner
      .insertInto('message_report')
      .values({
        ...row,
        conversation_id: group.conversationId,
        target_seq: 1,
        reporter_id: client.id,
        reason: 'unkind',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const notice = await owner
      .insertInto('notice')
      .values({ ...row, person_id: client.id, kind: 'muted', sealed: Buffer.alloc(40) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return {
      counselor: counselor.id,
      programme: await people.programme(),
      person: client.id,
      group: group.id,
      conversation: group.conversationId,
      contact: contact.id,
      report: report.id,
      device: (await deviceOf(client)).actor.familyId,
      notice: notice.id,
    };
  }
  const deviceOf = (person: TestPerson) => server.openSession(person);

  const ask = async (name: OperationName, role: Role, id: string, personId: string, body: unknown) => {
    const operation: Operation = operations[name];
    const path = operation.path.replace(':id', id).replace(':personId', personId);
    const response = await server.fetch(`/api${path}`, {
      method: operation.method,
      as: tokens.get(role) ?? '',
      ...(operation.body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return `${response.status} ${await response.text()}`;
  };
  const rolesOf = (name: OperationName) => [...tokens.keys()].filter((role) => matrix[name].includes(role));

  it('is covered by every operation that names one thing', () => {
    const named = (Object.keys(operations) as OperationName[]).filter((name) =>
      operations[name].path.includes(':id'),
    );
    expect([...Object.keys(targets), ...Object.keys(withPerson)].sort()).toEqual(named.sort());
  });

  it.each(Object.entries(targets) as [OperationName, [Kind, unknown?]][])(
    '%s answers as for what does not exist',
    async (name, [kind, body]) => {
      for (const role of rolesOf(name)) {
        const answer = await ask(name, role, foreign[kind], foreign.person, body);
        expect([role, answer]).toEqual([role, expect.stringMatching(/^404 .*"not_found"/)]);
        expect(await ask(name, role, randomUUID(), randomUUID(), body)).toBe(answer);
      }
    },
  );

  it.each(Object.entries(withPerson) as [OperationName, [Kind, (personId: string) => unknown]][])(
    '%s answers as for what does not exist',
    async (name, [kind, bodyFor]) => {
      for (const role of rolesOf(name)) {
        const answer = await ask(name, role, foreign[kind], foreign.person, bodyFor(foreign.person));
        expect([role, answer]).toEqual([role, expect.stringMatching(/^404 .*"not_found"/)]);
        expect(await ask(name, role, randomUUID(), '', bodyFor(randomUUID()))).toBe(answer);
      }
    },
  );

  it.each(bodies)(
    '%s answers to a foreign %s as for what does not exist',
    async (name, _, kind, bodyFor, idOf) => {
      const roles = rolesOf(name);
      expect(roles).not.toEqual([]);
      for (const role of roles) {
        const answer = await ask(name, role, idOf(own), '', bodyFor(foreign[kind], own));
        const unknown = await ask(name, role, idOf(own), '', bodyFor(randomUUID(), own));
        expect([role, answer]).toEqual([role, unknown]);
        expect(answer).toMatch(/^(404 .*"not_found"|403 .*"not_allowed")/);
      }
      // Of the roles at least one is refused for what it names, and not for who asks.
      const answers = await Promise.all(
        roles.map((role) => ask(name, role, idOf(own), '', bodyFor(foreign[kind], own))),
      );
      expect(answers.some((answer) => answer.startsWith('404'))).toBe(true);
    },
  );

  it('is not changed by any of it', async () => {
    const row = await server.database.owner
      .selectFrom('person')
      .select(['disabled_at', 'staff_role'])
      .where('id', '=', foreign.person)
      .executeTakeFirst();
    expect(row).toEqual({ disabled_at: null, staff_role: null });
    const membership = await server.database.owner
      .selectFrom('episode')
      .select('status')
      .where('person_id', '=', foreign.person)
      .executeTakeFirst();
    expect(membership?.status).toBe('active');
  });
});
