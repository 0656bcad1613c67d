import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpClient } from '@homegroup/protocol';
import { startServer, type TestServer } from '@homegroup/test-support';

const sample = readFileSync(join(__dirname, '../../examples/sample-programme.csv'), 'utf8');
const counts = { programmes: 2, groups: 5, staff: 4, clients: 30, alumni: 6, memberships: 51 };
const none = { programmes: 0, groups: 0, staff: 0, clients: 0, alumni: 0, memberships: 0 };
const tables = [
  'person',
  'programme',
  'treatment_group',
  'group_leader',
  'group_membership',
  'episode',
  'care_team_member',
  'alumni_membership',
  'continuing_contact',
  'conversation',
  'invitation',
] as const;

describe('a roster', () => {
  let server: TestServer;
  let admin: HttpClient;

  beforeEach(async () => {
    server = await startServer();
    admin = await server.call(
      await server.people.addStaff('programme_admin', { email: 'admin@example.org' }),
    );
  });
  afterEach(() => server.stop());

  const send = (operation: 'roster.check' | 'roster.import', text: string, name = 'sample.csv') =>
    admin(operation, { body: { files: [{ name, text }] } });

  async function rows(): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const table of tables) {
      const { n } = await server.database.owner
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      found[table] = n;
    }
    return found;
  }

  it('brings in the sample programme whole, and the second time changes nothing', async () => {
    const before = await rows();
    const checked = await send('roster.check', sample);
    expect(checked).toEqual({ lines: 47, added: counts, known: none, faults: [], applied: false });
    expect(await rows()).toEqual(before);

    expect(await send('roster.import', sample)).toEqual({ ...checked, applied: true });
    const after = await rows();
    expect(after).toEqual({
      person: 41,
      programme: 2,
      treatment_group: 5,
      group_leader: 7,
      group_membership: 51,
      episode: 36,
      care_team_member: 36,
      alumni_membership: 6,
      continuing_contact: 2,
      conversation: 5,
      // Whom to invite, and when, is for staff to decide.
      invitation: 0,
    });
    expect(await send('roster.import', sample)).toEqual({
      lines: 47,
      added: none,
      known: counts,
      faults: [],
      applied: false,
    });
    expect(await rows()).toEqual(after);
  });

  it('gives everybody the role and the place that the file says', async () => {
    await send('roster.import', sample);
    const people = await admin('people.list');
    const roles = new Map<string, number>();
    for (const { role } of people) roles.set(role, (roles.get(role) ?? 0) + 1);
    expect(Object.fromEntries(roles)).toEqual({
      counselor: 2,
      clinical_supervisor: 1,
      programme_admin: 2,
      client: 30,
      alumnus: 6,
    });
    const zo = people.find((one) => one.email === 'z.sandoval@example.org');
    expect(zo).toMatchObject({
      legalName: 'Zoë "Zo" Sandoval',
      programme: 'Evening IOP',
      primaryCounselor: 'Asha Lindqvist',
      account: 'not_invited',
    });
    expect([...(zo?.groups ?? [])].sort()).toEqual(['Steady ground', 'Thursday Process']);
    const groups = await admin('groups.list');
    const circle = groups.find((one) => one.name === 'Wednesday Circle');
    expect(circle).toMatchObject({ type: 'alumni', taken: 6, leaders: [{ name: 'Renata Oyelaran' }] });
    const programmes = await admin('programmes.list');
    expect(programmes.map((one) => [one.name, one.activeClients, one.alumniGroupId])).toEqual([
      ['Evening IOP', 18, circle?.id],
      ['Harlan House', 12, circle?.id],
    ]);
  });

  it('with one wrong field changes nothing and says where it is', async () => {
    const before = await rows();
    const wrong = sample.replace('2025-09-22,,\n', '2025-09-31,,\n');
    const line = wrong.split('\n').findIndex((text) => text.includes('2025-09-31')) + 1;
    const report = await send('roster.import', wrong, 'wrong.csv');
    expect(report).toMatchObject({ applied: false });
    expect(report.faults).toEqual([
      {
        file: 'wrong.csv',
        line,
        column: 21,
        columnName: 'episode_start',
        character: (wrong.split('\n')[line - 1] ?? '').indexOf('2025-09-31') + 1,
        value: '2025-09-31',
        message: '2025-09-31 is not a date',
        hint: 'September has 30 days.',
      },
    ]);
    expect(await rows()).toEqual(before);
  });

  it('may come with a byte order mark, semicolons and CRLF, and may grow', async () => {
    const other = `\uFEFF${sample.replaceAll(',', ';').replaceAll('"Baptiste; Marguerite"', '"Baptiste, Marguerite"').replaceAll('\n', '\r\n')}`;
    const lines = other.split('\r\n');
    const shorter = [...lines.slice(0, 20), ...lines.slice(22)].join('\r\n');
    expect((await send('roster.import', shorter)).added.clients).toBe(28);
    const grown = await send('roster.import', other);
    expect(grown).toMatchObject({
      applied: true,
      added: { clients: 2, staff: 0 },
      known: { clients: 28, staff: 4 },
    });
    expect((await send('roster.import', sample)).applied).toBe(false);
  });

  it('imported twice at the same moment is there once', async () => {
    const reports = await Promise.all([send('roster.import', sample), send('roster.import', sample)]);
    expect(reports.filter((report) => report.applied)).toHaveLength(1);
    expect(reports.flatMap((report) => report.faults)).toEqual([]);
    expect((await rows()).person).toBe(41);
  });

  it('contradicts what is known without overwriting it', async () => {
    await send('roster.import', sample);
    const renamed = sample.replace('Tamsin Arkwright', 'Tamsin Falk');
    const report = await send('roster.import', renamed);
    expect(report.faults).toMatchObject([{ line: 13, columnName: 'legal_name', value: 'Tamsin Falk' }]);
    const known = await server.database.owner
      .selectFrom('person')
      .select('legal_name')
      .where('email', '=', 't.arkwright@example.org')
      .executeTakeFirstOrThrow();
    expect(known.legal_name).toBe('Tamsin Arkwright');
  });

  it('is for programme admins, and stands in the audit trail by numbers alone', async () => {
    const counselor = await server.call(await server.people.addStaff('counselor'));
    await expect(
      counselor('roster.import', { body: { files: [{ name: 'a.csv', text: sample }] } }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await send('roster.import', sample);
    const entry = await server.database.owner
      .selectFrom('audit_entry')
      .select(['outcome', 'detail'])
      .where('action', '=', 'roster.import')
      .where('outcome', '=', 'allowed')
      .executeTakeFirstOrThrow();
    expect(entry.detail).toEqual({ lines: 47, faults: 0, applied: true, ...counts });
  });
});
