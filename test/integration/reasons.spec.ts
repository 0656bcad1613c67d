import type { PersonDetail } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { type CareHouse, startHouse } from './care-house.js';
import { everyColumn } from './every-column.js';

describe('the reasons that staff give', () => {
  let house: CareHouse;
  let client: TestPerson;
  beforeAll(async () => {
    house = await startHouse();
    client = await house.people.addClient({ counselor: house.counselor });
  });
  afterAll(() => house.server.stop());

  const show = (by: TestPerson, person: TestPerson): Promise<PersonDetail> =>
    house.as(by, 'people.show', { params: { id: person.id } });
  const told = async (by: TestPerson, person: TestPerson) =>
    (await show(by, person)).history.map(({ kind, reason, byName }) => [kind, reason, byName]);

  it('of closing and opening an account are kept sealed and shown to staff, the newest first', async () => {
    const closed = await house.as(house.supervisor, 'people.disable', {
      params: { id: client.id },
      body: { reason: 'canary-closed: asked for a pause' },
    });
    expect(closed.history).toMatchObject([{ kind: 'disabled', reason: 'canary-closed: asked for a pause' }]);
    await house.as(house.admin, 'people.enable', {
      params: { id: client.id },
      body: { reason: 'canary-opened: is back' },
    });
    expect(await told(house.counselor, client)).toEqual([
      ['enabled', 'canary-opened: is back', house.admin.legalName],
      ['disabled', 'canary-closed: asked for a pause', house.supervisor.legalName],
    ]);
  });

  it('of a change that changes nothing are not kept', async () => {
    await house.as(house.admin, 'people.enable', { params: { id: client.id }, body: { reason: 'again' } });
    expect(await told(house.counselor, client)).toHaveLength(2);
  });

  it('of a changed role are read by others than the person concerned', async () => {
    const staff = await house.people.addStaff('counselor');
    await house.as(house.admin, 'people.changeRole', {
      params: { id: staff.id },
      body: { staffRole: 'clinical_supervisor', reason: 'canary-role: new licence' },
    });
    expect(await told(house.admin, staff)).toEqual([
      ['role_changed', 'canary-role: new licence', house.admin.legalName],
    ]);
    expect(await told(staff, staff)).toEqual([]);
  });

  it('of bringing somebody into a started group, and of ending the membership, are kept', async () => {
    const group = await house.group({ membershipKind: 'fixed' });
    await house.as(house.counselor, 'groups.start', { params: { id: group.id } });
    const person = await house.people.addClient({ counselor: house.counselor });
    await house.as(house.counselor, 'groups.invite', {
      params: { id: group.id },
      body: { personId: person.id, overrideReason: 'canary-override: knows two of them' },
    });
    await house.join(group, person);
    await house.as(house.counselor, 'groups.endMembership', {
      params: { id: group.id, personId: person.id },
      body: { reason: 'canary-ended: moved away' },
    });
    const by = house.counselor.legalName;
    expect(await told(house.supervisor, person)).toEqual([
      ['membership_ended', 'canary-ended: moved away', by],
      ['brought_in', 'canary-override: knows two of them', by],
    ]);
  });

  it('of an alumni invitation after another end of treatment are kept', async () => {
    const person = await house.people.addClient({ counselor: house.counselor });
    await house.as(house.counselor, 'care.discharge', {
      params: { id: person.id },
      body: { reason: 'dropped_out' },
    });
    await house.as(house.supervisor, 'care.inviteToAlumni', {
      params: { id: person.id },
      body: { reason: 'canary-alumni: asked to come back' },
    });
    expect(await told(house.supervisor, person)).toEqual([
      ['alumni_invited', 'canary-alumni: asked to come back', house.supervisor.legalName],
    ]);
  });

  it('stand in no column in plain text, and in no entry of the trail', async () => {
    expect(await everyColumn(house.owner)).not.toMatch(/canary/);
  });

  it('are read on the record, and by nobody outside the person’s sight', async () => {
    const other = await house.people.addStaff('counselor');
    expect(await house.outcome(show(other, client))).toBe('not_found');
    expect(await house.outcome(show(house.stranger, client))).toBe('not_found');
    expect(await house.outcome(show(client, client))).toBe('not_allowed');
    expect(await house.actions(client.id)).toContain('people.show');
  });
});
