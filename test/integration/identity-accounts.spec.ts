import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '@homegroup/database';
import { CreatePerson } from '@homegroup/identity';
import type { HttpClient, StaffRole } from '@homegroup/protocol';
import {
  BrowserSession,
  startServer,
  type TestPerson,
  type TestServer,
  testPassword,
} from '@homegroup/test-support';

const good = 'eleven small boats leave';
const reason = 'asked for by the team';

describe('accounts', () => {
  let server: TestServer;
  let admin: TestPerson;
  let supervisor: TestPerson;
  let counselor: TestPerson;
  let asAdmin: HttpClient;
  let asSupervisor: HttpClient;
  let asCounselor: HttpClient;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.people.addStaff('programme_admin');
    supervisor = await server.people.addStaff('clinical_supervisor');
    counselor = await server.people.addStaff('counselor');
    asAdmin = await server.call(admin);
    asSupervisor = await server.call(supervisor);
    asCounselor = await server.call(counselor);
  });
  afterAll(() => server.stop());

  const invite = async (call: HttpClient, person: TestPerson) => {
    const { url } = await call('people.invite', { params: { id: person.id } });
    return url.split('#')[1] ?? '';
  };
  const accept = (token: string, password = good) =>
    new BrowserSession(server).send('POST', '/api/invitation/accept', { token, password });
  const inspect = (token: string) =>
    new BrowserSession(server).send<Record<string, unknown>>('POST', '/api/invitation/inspect', { token });
  const expired = { status: 410, body: { error: { code: 'link_expired', retryable: false } } };
  const newClient = async () => {
    const person = await server.people.addClient({ counselor });
    await server.database.owner
      .updateTable('person')
      .set({ password_hash: null })
      .where('id', '=', person.id)
      .execute();
    return person;
  };
  const isSignedIn = async (token: string) => (await server.fetch('/api/me', { as: token })).status === 200;

  describe('an invitation', () => {
    it('says what it is for, sets the password, signs in, and works once', async () => {
      const person = await newClient();
      const link = await asCounselor('people.invite', { params: { id: person.id } });
      expect(link.url).toMatch(
        new RegExp(`^${server.configuration.publicUrl}/join#${server.organizationId}\\.`),
      );
      const days = (Date.parse(link.expiresAt) - Date.now()) / 86_400_000;
      expect(Math.round(days * 10) / 10).toBe(7);
      const token = link.url.split('#')[1] ?? '';
      expect((await inspect(token)).body).toEqual({
        organization: 'Harbor House',
        displayName: person.displayName,
        purpose: 'join',
        expiresAt: link.expiresAt,
      });
      expect(await accept(token)).toMatchObject({
        status: 200,
        body: { me: { id: person.id, role: 'client' } },
      });
      expect(await accept(token)).toMatchObject(expired);
      expect(await inspect(token)).toMatchObject(expired);
      expect((await new BrowserSession(server).signIn(person.email, good)).status).toBe(200);
      const stored = await server.database.owner
        .selectFrom('invitation')
        .selectAll()
        .where('person_id', '=', person.id)
        .execute();
      expect(JSON.stringify(stored)).not.toContain(token.split('.')[2]);
    });

    it('is won by exactly one of several at the same moment', async () => {
      const token = await invite(asCounselor, await newClient());
      const passwords = [
        'first of the four tries',
        'second of the four tries',
        'third of the four tries',
        good,
      ];
      const answers = await Promise.all(passwords.map((password) => accept(token, password)));
      expect(answers.map((each) => each.status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410]);
    });

    it('answers alike when it is expired, replaced, forged, unknown, or the account is closed', async () => {
      const person = await newClient();
      const replaced = await invite(asCounselor, person);
      const token = await invite(asCounselor, person);
      const [organization, , secret] = token.split('.');
      const { owner } = server.database;
      const answers = [
        await accept(replaced),
        await accept(`${token.slice(0, -4)}AAAA`),
        await accept(`${organization}.${randomUUID()}.${secret}`),
        await accept(`${randomUUID()}.${token.split('.')[1]}.${secret}`),
        await accept('x'.repeat(60)),
      ];
      await owner
        .updateTable('invitation')
        .set({ expires_at: new Date(Date.now() - 1000) })
        .where('person_id', '=', person.id)
        .execute();
      answers.push(await accept(token));
      const other = await newClient();
      const closed = await invite(asCounselor, other);
      await asSupervisor('people.disable', { params: { id: other.id }, body: { reason } });
      answers.push(await accept(closed));
      expect(new Set(answers.map((each) => each.text)).size).toBe(1);
      expect(answers[0]).toMatchObject(expired);
    });

    it('is not used up by a weak password', async () => {
      const token = await invite(asCounselor, await newClient());
      expect(await accept(token, 'too short')).toMatchObject({
        status: 400,
        body: { error: { code: 'weak_password' } },
      });
      expect((await accept(token)).status).toBe(200);
    });

    it('is a reset for an account with a password, keeps the rest, and signs out every device', async () => {
      const person = await server.people.addClient({ counselor });
      const device = await server.openSession(person);
      const token = await invite(asCounselor, person);
      expect((await inspect(token)).body.purpose).toBe('reset');
      expect(await isSignedIn(device.accessToken)).toBe(true);
      expect((await accept(token)).status).toBe(200);
      expect(await isSignedIn(device.accessToken)).toBe(false);
      expect((await new BrowserSession(server).signIn(person.email, testPassword)).status).toBe(401);
      expect((await new BrowserSession(server).signIn(person.email, good)).status).toBe(200);
    });

    it('is made by those who may, and by nobody for themselves', async () => {
      const mine = await server.people.addClient({ counselor });
      const theirs = await server.people.addClient();
      const refusal = (call: HttpClient, person: { id: string }) =>
        call('people.invite', { params: { id: person.id } }).then(
          () => 'made',
          (error: { code: string }) => error.code,
        );
      expect(await refusal(asCounselor, mine)).toBe('made');
      expect(await refusal(asCounselor, theirs)).toBe('not_found');
      expect(await refusal(asCounselor, { id: randomUUID() })).toBe('not_found');
      expect(await refusal(asCounselor, supervisor)).toBe('not_allowed');
      expect(await refusal(asCounselor, counselor)).toBe('not_allowed');
      expect(await refusal(asSupervisor, theirs)).toBe('made');
      expect(await refusal(asSupervisor, counselor)).toBe('made');
      expect(await refusal(asSupervisor, admin)).toBe('not_allowed');
      expect(await refusal(asSupervisor, supervisor)).toBe('not_allowed');
      expect(await refusal(asAdmin, supervisor)).toBe('made');
      expect(await refusal(asAdmin, admin)).toBe('not_allowed');
    });
  });

  it('refuses weak passwords, and has no rules about kinds of characters', async () => {
    const person = await server.people.addClient({ legalName: 'Marguerite Oyelaran', displayName: 'Maggie' });
    const session = await server.openSession(person);
    const call = server.callWith(session.accessToken);
    const change = (next: string) =>
      call('me.changePassword', { body: { current: testPassword, next } }).then(
        () => 'changed',
        (error: { code: string }) => error.code,
      );
    for (const weak of [
      'fourteen chars',
      'aaaaaaaaaaaaaaaaaa',
      'passwordpassword',
      'abcabcabcabcabcabc',
      'abcdefghijklmnopq',
      '1234567890123456',
      'qwertyuiopasdfgh',
      'Correct Horse Battery Staple',
      'marguerite likes rain',
      'at Harbor House again',
      `${person.email} and more`,
    ]) {
      expect([weak, await change(weak)]).toEqual([weak, 'weak_password']);
      await server.database.owner
        .updateTable('sign_in_failure')
        .set({ failures: 0, blocked_until: null })
        .execute();
    }
    expect(await change('only lower case letters')).toBe('changed');
  });

  it('takes passwords of any script, as long as 256, and compares them normalised', async () => {
    const person = await newClient();
    const password = `été à la plage ${'海'.repeat(40)}`;
    expect((await accept(await invite(asCounselor, person), password.normalize('NFD'))).status).toBe(200);
    expect((await new BrowserSession(server).signIn(person.email, password.normalize('NFC'))).status).toBe(
      200,
    );
  });

  it('changes a password and signs out every other device', async () => {
    const person = await server.people.addClient();
    const here = await server.openSession(person);
    const there = await server.openSession(person);
    const call = server.callWith(here.accessToken);
    await expect(
      call('me.changePassword', { body: { current: 'not the present one', next: good } }),
    ).rejects.toMatchObject({ code: 'sign_in_failed' });
    await call('me.changePassword', { body: { current: testPassword, next: good } });
    expect(await isSignedIn(here.accessToken)).toBe(true);
    expect(await isSignedIn(there.accessToken)).toBe(false);
  });

  it('closes an account at once, and opens it again', async () => {
    const person = await server.people.addClient();
    const device = await server.openSession(person);
    const closed = await asAdmin('people.disable', { params: { id: person.id }, body: { reason } });
    expect(closed.account).toBe('disabled');
    expect(await isSignedIn(device.accessToken)).toBe(false);
    expect((await new BrowserSession(server).signIn(person.email, testPassword)).status).toBe(401);
    await asAdmin('people.enable', { params: { id: person.id }, body: { reason } });
    expect(await isSignedIn(device.accessToken)).toBe(false);
    expect((await new BrowserSession(server).signIn(person.email, testPassword)).status).toBe(200);
    for (const call of [asAdmin, asSupervisor])
      await expect(
        call('people.disable', { params: { id: admin.id }, body: { reason } }),
      ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('changes a role for the next request of the same device, and never one’s own', async () => {
    const person = await server.people.addStaff('counselor');
    const device = await server.openSession(person);
    const roleNow = async () => (await server.callWith(device.accessToken)('me.show')).role;
    const set = (id: string, staffRole: StaffRole) =>
      asAdmin('people.changeRole', { params: { id }, body: { staffRole, reason } });
    await set(person.id, 'privacy_officer');
    expect(await roleNow()).toBe('privacy_officer');
    await expect(set(admin.id, 'clinical_supervisor')).rejects.toMatchObject({ code: 'not_allowed' });
    const client = await server.people.addClient();
    await expect(set(client.id, 'counselor')).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      asSupervisor('people.changeRole', {
        params: { id: person.id },
        body: { staffRole: 'counselor', reason },
      }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('makes everybody’s role from the record: client, alumnus while paused, former', async () => {
    const person = await server.people.addAlumnus();
    const call = server.callWith((await server.openSession(person)).accessToken);
    const { owner } = server.database;
    const membership = (status: string) =>
      owner.updateTable('alumni_membership').set({ status }).where('person_id', '=', person.id).execute();
    expect((await call('me.show')).role).toBe('alumnus');
    await membership('paused');
    expect((await call('me.show')).role).toBe('alumnus');
    const episode = await owner
      .insertInto('episode')
      .values({
        organization_id: server.organizationId,
        person_id: person.id,
        programme_id: await server.people.programme(),
        status: 'onhold',
        level_of_care: '2.1',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await call('me.show')).role).toBe('client');
    await owner.updateTable('episode').set({ status: 'cancelled' }).where('id', '=', episode.id).execute();
    await membership('ended');
    expect(await call('me.show')).toMatchObject({ role: 'former', graduatedOn: expect.any(String) });
  });

  it('keeps one address for one account, and organizations apart', async () => {
    const unit = server.app.get(UnitOfWork, { strict: false });
    const create = (organizationId: string, email: string) =>
      unit.run(organizationId, (work) =>
        server.app
          .get(CreatePerson, { strict: false })
          .within(work, null, { legalName: 'A', displayName: 'B', email, staffRole: null }),
      );
    await create(server.organizationId, 'once@example.org');
    await expect(create(server.organizationId, 'once@example.org')).rejects.toMatchObject({
      code: 'already_exists',
    });
    const elsewhere = await server.addOrganization('meadow', 'Meadow');
    const stranger = await create(elsewhere, 'once@example.org');
    for (const call of [asAdmin, asSupervisor])
      await expect(
        call('people.disable', { params: { id: stranger }, body: { reason } }),
      ).rejects.toMatchObject({
        code: 'not_found',
      });
  });
});
