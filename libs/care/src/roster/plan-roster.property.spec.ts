import fc from 'fast-check';
import { type KnownPerson, type KnownRoster, nothingKnown } from './known-roster.js';
import { planRoster, type RosterPlan } from './plan-roster.js';
import { type ColumnName, columnNames, type RecordKind } from './roster-columns.js';
import { fold } from './roster-faults.js';

const today = '2025-11-24';
type Line = Partial<Record<ColumnName, string>> & { record: RecordKind };

const accents = [
  'Ana',
  'Zoë',
  'Søren',
  'Đorđe',
  'Łukasz',
  'Nguyễn',
  'O’Shea, "Cat"',
  'Vinh; Lan',
  'Two\u00A0Words',
];
const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2025-11-20'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const word = fc.constantFrom(...accents);

/** A roster without a fault: few programmes, staff and groups, and people who fit into them. */
const roster: fc.Arbitrary<Line[]> = fc
  .record({
    programmes: fc.array(
      fc.record({ level: fc.constantFrom('1.5', '2.1', '3.5'), weeks: fc.integer({ min: 1, max: 52 }) }),
      { minLength: 1, maxLength: 2 },
    ),
    staff: fc.array(
      fc.record({
        name: word,
        handle: fc.boolean(),
        role: fc.constantFrom('counselor', 'Clinical Supervisor'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    groups: fc.array(
      fc.record({
        type: fc.constantFrom('process', 'skills', 'support'),
        capacity: fc.option(fc.integer({ min: 12, max: 15 })),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    clients: fc.array(fc.record({ name: word, at: day, pick: fc.nat(11), inGroup: fc.boolean() }), {
      maxLength: 8,
    }),
    alumni: fc.array(
      fc.record({ name: word, at: day, pick: fc.nat(11), past: fc.boolean(), contact: fc.boolean() }),
      { maxLength: 4 },
    ),
  })
  .map(({ programmes, staff, groups, clients, alumni }) => [
    ...programmes.map(
      (one, n): Line => ({
        record: 'programme',
        name: `Programme ${n}`,
        level: one.level,
        weekly_hours: '9-20',
        planned_weeks: `${one.weeks}`,
        alumni_group: 'Circle',
      }),
    ),
    ...staff.map(
      (one, n): Line => ({
        record: 'staff',
        legal_name: `${one.name} S${n}`,
        email: `s${n}@example.org`,
        ...(one.handle && { handle: `s${n}` }),
        role: one.role,
        credential_expires: '2036-01-31',
      }),
    ),
    { record: 'group', name: 'Circle', group_type: 'alumni', membership: 'revolving', leaders: 's0' },
    ...groups.map(
      (one, n): Line => ({
        record: 'group',
        name: `Group ${n}`,
        group_type: one.type,
        membership: 'fixed',
        ...(one.capacity && { capacity: `${one.capacity}` }),
        leaders: 's0@example.org',
      }),
    ),
    ...clients.map(
      (one, n): Line => ({
        record: 'client',
        legal_name: one.name,
        display_name: `${one.name} C${n}`,
        email: `c${n}@example.org`,
        programme: `programme ${one.pick % programmes.length}`,
        counselor: `s${one.pick % staff.length}`,
        ...(one.inGroup && { groups: groups.map((_, of) => `Group ${of}`).join(' | ') }),
        episode_start: one.at,
      }),
    ),
    ...alumni.map(
      (one, n): Line => ({
        record: 'alumnus',
        legal_name: one.name,
        display_name: `${one.name} A${n}`,
        email: `a${n}@example.org`,
        ...(one.past && { programme: 'Programme 0', episode_start: '2023-05-01' }),
        ...(one.contact && { counselor: 's0', contact_until: '2030-01-01' }),
        groups: 'Circle',
        alumni_since: one.at,
      }),
    ),
  ]);

const style = fc.record({
  delimiter: fc.constantFrom(',', ';'),
  end: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  quoteAll: fc.boolean(),
  blanks: fc.boolean(),
});

function spell(
  lines: Line[],
  {
    delimiter,
    end,
    mark,
    quoteAll,
    blanks,
  }: { delimiter: string; end: string; mark: boolean; quoteAll: boolean; blanks: boolean },
): string {
  const field = (value: string) =>
    quoteAll || /[,;"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const rows = [[...columnNames], ...lines.map((line) => columnNames.map((name) => line[name] ?? ''))];
  return (
    (mark ? '\uFEFF' : '') + rows.map((row) => row.map(field).join(delimiter) + end).join(blanks ? end : '')
  );
}

/** What Homegroup would know after carrying the plan out. */
function after(plan: RosterPlan): KnownRoster {
  const { additions } = plan;
  if (!additions) throw new Error('This plan has faults.');
  const person = (email: string, legalName: string, displayName: string): KnownPerson => ({
    id: email,
    email,
    legalName,
    displayName,
    handle: null,
    staffRole: null,
    credentialExpiresOn: null,
    disabled: false,
    episode: null,
    finished: [],
    alumni: null,
    contacts: [],
  });
  const clinician = (written: string) => `${written.split('@')[0]}@example.org`;
  return {
    today,
    programmes: additions.programmes.map((one) => ({
      id: fold(one.name.value),
      name: one.name.value,
      level: one.level.value,
      weeklyHours: one.weeklyHours.value,
      plannedWeeks: one.plannedWeeks.value,
      endsAtCompletion: [],
      alumniGroupId: 'circle',
    })),
    groups: additions.groups.map(({ key, entry, leaders }) => ({
      id: key,
      conversationId: key,
      name: entry.name.value,
      type: entry.type.value,
      membership: entry.membership.value,
      capacity: entry.capacity?.value ?? 12,
      started: false,
      programmeId: null,
      leaderIds: leaders,
    })),
    memberships: additions.memberships.map((one) => ({
      groupId: one.groupKey,
      personId: one.email,
      status: 'agreement_pending' as const,
    })),
    people: [
      ...additions.staff.map((one) => ({
        ...person(one.email.value, one.legalName.value, one.legalName.value),
        handle: one.handle.value,
        staffRole: one.role.value,
        credentialExpiresOn: one.credentialExpiresOn?.value ?? null,
      })),
      ...additions.clients.map((one) => ({
        ...person(one.email.value, one.legalName.value, one.displayName.value),
        episode: {
          programmeId: fold(one.programme.value),
          startedOn: one.startedOn.value,
          level: '',
          counselorId: clinician(one.counselor.value),
        },
      })),
      ...additions.alumni.map((one) => ({
        ...person(one.email.value, one.legalName.value, one.displayName.value),
        alumni: { status: 'active', since: one.since.value },
        finished: one.programme
          ? [{ programmeId: fold(one.programme.value), startedOn: one.startedOn?.value ?? null }]
          : [],
        contacts:
          one.counselor && one.contactUntil
            ? [{ staffId: clinician(one.counselor.value), endsOn: one.contactUntil.value }]
            : [],
      })),
    ],
  };
}

const emptied = (plan: RosterPlan) =>
  Object.values(plan.additions ?? { none: [null] }).every((list) => list.length === 0);

/** For each column something that it can never hold. */
const nonsense: Record<ColumnName, string> = {
  record: 'wizard',
  name: 'a\u0007b',
  legal_name: 'a\u0007b',
  display_name: '\u200B',
  email: 'not-an-address',
  handle: 'a\u0000b',
  role: 'wizard',
  credential_expires: '2036-02-30',
  programme: 'Nowhere at all',
  level: '9.9',
  weekly_hours: 'many',
  planned_weeks: '0',
  ends_at_completion: 'dancing',
  alumni_group: 'Nowhere at all',
  group_type: 'dancing',
  membership: 'sometimes',
  capacity: '99',
  leaders: 'nobody.whatsoever',
  counselor: 'nobody.whatsoever',
  groups: 'Nowhere at all',
  episode_start: '31/11/2025',
  alumni_since: '2025-13-01',
  contact_until: 'next year',
};

describe('any roster without a fault', () => {
  it('is planned whole, and changes nothing the second time', () => {
    fc.assert(
      fc.property(roster, style, (lines, how) => {
        const files = [{ name: 'roster.csv', text: spell(lines, how) }];
        const first = planRoster(files, nothingKnown(today));
        expect(first.faults).toEqual([]);
        const count = (kind: RecordKind) => lines.filter((line) => line.record === kind).length;
        expect(first.added).toMatchObject({
          programmes: count('programme'),
          groups: count('group'),
          staff: count('staff'),
          clients: count('client'),
          alumni: count('alumnus'),
        });

        const second = planRoster(files, after(first));
        expect(second.faults).toEqual([]);
        expect(emptied(second)).toBe(true);
        expect(second.known).toEqual(first.added);
      }),
      { numRuns: 150 },
    );
  });

  it('reads the same as one file or as several, and when it has grown', () => {
    fc.assert(
      fc.property(roster, style, fc.nat(8), (lines, how, fewer) => {
        const people = lines.filter((line) => line.record === 'client' || line.record === 'alumnus');
        const rest = lines.filter((line) => !people.includes(line));
        const kept = people.slice(0, Math.max(0, people.length - fewer));
        const small = planRoster(
          [{ name: 'a.csv', text: spell([...rest, ...kept], how) }],
          nothingKnown(today),
        );
        const parts = [
          { name: 'a.csv', text: spell(people, how) },
          { name: 'b.csv', text: spell(rest, how) },
        ];
        expect(planRoster(parts, nothingKnown(today)).faults).toEqual([]);
        const grown = planRoster(parts, after(small));
        expect(grown.faults).toEqual([]);
        expect(grown.added.clients + grown.added.alumni).toBe(people.length - kept.length);
        expect(grown.known).toEqual(small.added);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused whole when a single field is nonsense, and the fault names its line and column', () => {
    fc.assert(
      fc.property(roster, style, fc.nat(), fc.constantFrom(...columnNames), (lines, how, pick, column) => {
        const at = pick % lines.length;
        const broken = lines.map((one, index) =>
          index === at ? { ...one, [column]: nonsense[column] } : one,
        );
        const plan = planRoster([{ name: 'roster.csv', text: spell(broken, how) }], nothingKnown(today));
        expect(plan.additions).toBeNull();
        const blankLines = how.blanks ? at + 1 : 0;
        expect(plan.faults).toContainEqual(
          expect.objectContaining({
            file: 'roster.csv',
            line: at + 2 + blankLines,
            column: columnNames.indexOf(column) + 1,
            columnName: column,
          }),
        );
      }),
      { numRuns: 400 },
    );
  });
});
