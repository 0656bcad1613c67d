import { randomUUID } from 'node:crypto';
import type { OperationArgs } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';

type Added = OperationArgs<'people.add'>[0]['body'];

describe('people', () => {
  let house: CareHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.server.stop());

  const add = (by: TestPerson, body: Added) => house.as(by, 'people.add', { body });
  const address = () => `${randomUUID()}@example.org`;
  const newClient = async (more = {}): Promise<Added> => ({
    kind: 'client',
    legalName: 'Maria del Carmen Ibáñez',
    displayName: `Sparrow ${randomUUID().slice(0, 4)}`,
    email: address(),
    programmeId: await house.people.programme(),
    primaryCounselorId: house.counselor.id,
    startedOn: '2026-02-02',
    ...more,
  });
  const staff = (staffRole: 'counselor' | 'programme_admin' | 'privacy_officer'): Added => ({
    kind: 'staff',
    legalName: 'Robin Okafor',
    email: address(),
    staffRole,
  });
  const listed = async (by: TestPerson) => (await house.as(by, 'people.list')).map((each) => each.id);
  const shown = (by: TestPerson, who: { id: string }) =>
    house.outcome(house.as(by, 'people.show', { params: { id: who.id } }));

  it('brings in a client with an episode and exactly one primary counselor', async () => {
    const added = await add(house.admin, await newClient());
    expect(added).toMatchObject({
      role: 'client',
      account: 'not_invited',
      programme: 'Intensive outpatient',
      primaryCounselor: house.counselor.legalName,
      episodes: [{ status: 'active', levelOfCare: '2.1', startedOn: '2026-02-02' }],
      careTeam: [{ personId: house.counselor.id, primary: true }],
      memberships: [],
      alumni: null,
    });
    expect(await house.actions(added.id)).toEqual(['people.add', 'care.enrol']);
    expect(await house.trail()).not.toContain('Ibáñez');
    const clients = (await house.as(house.admin, 'programmes.list'))[0]?.activeClients;
    expect(clients).toBeGreaterThan(0);
  });

  it('writes nothing when a part of it is refused', async () => {
    const count = () =>
      house.owner
        .selectFrom('person')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
    const body = await newClient();
    await add(house.admin, body);
    const before = await count();
    const refused = async (more: object) => house.outcome(add(house.admin, await newClient(more)));
    expect(await refused({ email: body.email })).toBe('already_exists');
    expect(await refused({ programmeId: randomUUID() })).toBe('not_found');
    expect(await refused({ primaryCounselorId: house.stranger.id })).toBe('not_found');
    expect(await refused({ primaryCounselorId: house.admin.id })).toBe('conflict');
    expect(await refused({ startedOn: '2026-02-30' })).toBe('invalid_input');
    expect(await refused({ displayName: '\u200b' })).toBe('invalid_input');
    expect(await refused({ isAdmin: true })).toBe('invalid_input');
    expect(await count()).toEqual(before);
  });

  it('gives one address to one of two who race for it', async () => {
    const body = await newClient();
    const race = await Promise.all([1, 2].map(() => house.outcome(add(house.admin, body))));
    expect([...race].sort()).toEqual(['allowed', 'already_exists']);
  });

  it('lets administrators bring in any staff, and supervisors counselors', async () => {
    expect((await add(house.admin, staff('privacy_officer'))).role).toBe('privacy_officer');
    expect((await add(house.supervisor, staff('counselor'))).displayName).toBe('Robin Okafor');
    expect(await house.outcome(add(house.supervisor, staff('programme_admin')))).toBe('not_allowed');
    expect(await house.outcome(add(house.counselor, staff('counselor')))).toBe('not_allowed');
  });

  it('shows a counselor their caseload, the groups they lead and their own graduates, and nobody else', async () => {
    const other = await house.people.addStaff('counselor');
    const [own, led, graduate, foreign] = [
      await house.people.addClient({ counselor: house.counselor }),
      await house.people.addClient(),
      await house.people.addClient({ counselor: house.counselor }),
      await house.people.addClient({ counselor: other }),
    ];
    await house.seat(await house.group(), led);
    await house.as(house.counselor, 'care.discharge', {
      params: { id: graduate.id },
      body: { reason: 'completed' },
    });
    const seen = await listed(house.counselor);
    for (const person of [own, led, graduate]) expect(seen).toContain(person.id);
    for (const person of [foreign, other, house.supervisor]) expect(seen).not.toContain(person.id);
    expect(await shown(house.counselor, own)).toBe('allowed');
    expect(await shown(house.counselor, graduate)).toBe('allowed');
    expect(await shown(house.counselor, foreign)).toBe('not_found');
    expect(await listed(house.supervisor)).toEqual(expect.arrayContaining([own.id, foreign.id, other.id]));
    expect(await listed(house.stranger)).toEqual([house.stranger.id]);
  });

  it('loses a client who was handed over', async () => {
    const client = await house.people.addClient({ counselor: house.counselor });
    await house.owner
      .updateTable('care_team_member')
      .set({ to_at: new Date() })
      .where('person_id', '=', house.counselor.id)
      .where('episode_id', 'in', (eb) =>
        eb.selectFrom('episode').select('id').where('person_id', '=', client.id),
      )
      .execute();
    expect(await shown(house.counselor, client)).toBe('not_found');
  });

  it('records who looked at whom, and who was refused', async () => {
    const client = await house.people.addClient();
    await shown(house.supervisor, client);
    await shown(house.counselor, client);
    const rows = await house.owner
      .selectFrom('audit_entry')
      .select(['actor_id', 'outcome'])
      .where('object_id', '=', client.id)
      .where('action', '=', 'people.show')
      .orderBy('seq')
      .execute();
    expect(rows).toEqual([
      { actor_id: house.supervisor.id, outcome: 'allowed' },
      { actor_id: house.counselor.id, outcome: 'denied' },
    ]);
  });
});
