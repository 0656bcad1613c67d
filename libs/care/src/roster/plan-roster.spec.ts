import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownPerson, type KnownRoster, nothingKnown } from './known-roster.js';
import { planRoster } from './plan-roster.js';

const today = '2025-11-24';
const example = (name: string) => readFileSync(join(__dirname, '../../../../examples', name), 'utf8');
const plan = (text: string, known: KnownRoster = nothingKnown(today)) =>
  planRoster([{ name: 'r.csv', text }], known);
const faultsOf = (text: string, known?: KnownRoster) =>
  plan(text, known).faults.map(
    (one) => `${one.line}:${one.column ?? '-'}:${one.character} ${one.message} | ${one.hint}`,
  );

const person = (of: Partial<KnownPerson>): KnownPerson => ({
  id: of.email ?? '',
  email: '',
  legalName: '',
  displayName: '',
  handle: null,
  staffRole: null,
  credentialExpiresOn: null,
  disabled: false,
  episode: null,
  finished: [],
  alumni: null,
  contacts: [],
  ...of,
});
const renata = person({
  email: 'r.oyelaran@example.org',
  legalName: 'Renata Oyelaran',
  handle: 'r.oyelaran',
  staffRole: 'counselor',
});
const fern = person({
  email: 'fern@example.org',
  legalName: 'Tamsin Arkwright',
  displayName: 'Fern',
  episode: { programmeId: 'iop', startedOn: '2025-08-18', level: '2.1', counselorId: renata.id },
});
const iop = {
  id: 'iop',
  name: 'Evening IOP',
  level: '2.1',
  weeklyHours: { from: 9, to: 20 },
  plannedWeeks: 16,
  endsAtCompletion: [],
  alumniGroupId: null,
};
const house = { ...iop, id: 'house', name: 'Harlan House', level: '3.5' };
const room = {
  id: 'g',
  conversationId: 'k',
  name: 'Thursday Process',
  type: 'process' as const,
  membership: 'revolving',
  capacity: 2,
  started: false,
  programmeId: null,
  leaderIds: [renata.id],
};
const known: KnownRoster = {
  today,
  programmes: [iop, house],
  groups: [room],
  memberships: [],
  people: [renata, fern],
};

const clients = 'record,legal_name,display_name,email,programme,counselor,groups,episode_start\n';

describe('the sample programme', () => {
  it('has no fault and holds what the product shows', () => {
    const { faults, added, lines } = plan(example('sample-programme.csv'));
    expect(faults).toEqual([]);
    expect({ lines, ...added }).toEqual({
      lines: 47,
      programmes: 2,
      groups: 5,
      staff: 4,
      clients: 30,
      alumni: 6,
      memberships: 51,
    });
  });
});

describe('faults', () => {
  it('are all found at once, each where an editor shows it, also below a line break in quotes', () => {
    const { faults, additions } = plan(example('broken-roster.csv'));
    expect(additions).toBeNull();
    expect(
      faults.map((one) => [one.line, one.column, one.columnName, one.character, one.message, one.hint]),
    ).toEqual([
      [
        6,
        16,
        'leaders',
        56,
        'The credential of Daniel Fisk expired on 2024-09-30',
        'Who leads a group needs a credential that holds.',
      ],
      [7, 3, 'legal_name', 9, 'This field has a line break or a tab', 'Keep it on one line.'],
      [
        9,
        19,
        'episode_start',
        89,
        '31/11/2026 is not a date',
        'November has 30 days. Write it as 2026-11-30.',
      ],
      [
        11,
        4,
        'display_name',
        23,
        '“Wren” is taken in Thursday Process',
        'Display names are unique in a room. Ask the person for another.',
      ],
      [
        12,
        10,
        'level',
        63,
        '2.5 is not the level of Evening IOP',
        'Evening IOP is 2.1. Write that, or leave the field empty.',
      ],
      [12, 17, 'counselor', 73, 'No counselor “r.oyelarn”', 'Did you mean r.oyelaran, Renata Oyelaran?'],
      [12, 18, 'groups', 83, 'No group “Thursday Procces”', 'Did you mean Thursday Process?'],
      [
        14,
        5,
        'email',
        28,
        '“noor.c@example.org” stands on line 9 already',
        'One person has one line. Was another address meant?',
      ],
      [
        15,
        18,
        'groups',
        79,
        'Skills B is full: 2 seats',
        'Name another group, or raise its capacity (at most 15).',
      ],
    ]);
  });

  it('name unknown, repeated and missing columns', () => {
    expect(faultsOf('record,emial,record,role\nstaff,a@example.org,,counselor\n')).toEqual([
      '1:-:1 The column legal_name is missing | Every staff line needs it.',
      '1:-:1 The column email is missing | Every staff line needs it.',
      '1:2:8 There is no column “emial” | Did you mean email?',
      '1:3:14 The column record stands here twice | Keep one of them.',
    ]);
    expect(faultsOf('name,email\nx,y\n')).toEqual([
      '1:-:1 The column record is missing | It says what each line is: programme, staff, group, client, alumnus.',
    ]);
    expect(faultsOf('')).toHaveLength(1);
  });

  it('name a line that has too many or too few fields', () => {
    expect(faultsOf('record;name;level\nprogramme;x\nprogramme;x;2.1;y\n')).toEqual(
      expect.arrayContaining([
        '2:-:1 This line has 2 fields, the header has 3 columns | A separator is missing: an empty field needs one too.',
        '3:4:17 There are more fields here than columns | Put quotes around a field that holds a separator.',
      ]),
    );
  });

  it('name a stray quote, and do not guess about what could not be read', () => {
    expect(faultsOf(`${clients}client,"A" B,A,a@example.org,Nowhere,nobody,,2025-01-01\n`)).toEqual([
      '2:2:8 A quote stands in the middle of a field | Put quotes around the whole field and write a quote within it twice: "". The lines after it could not be read.',
    ]);
    expect(faultsOf(`${clients}client,A,"A,a@example.org\nclient\n`)).toEqual([
      '2:3:10 A quote is opened here and never closed | Close it with ". The lines after it could not be read.',
    ]);
  });
});

describe('what is known', () => {
  const line = (of: Partial<Record<string, string>>) => {
    const one = {
      name: 'Tamsin Arkwright',
      display: 'Fern',
      email: 'fern@example.org',
      programme: 'Evening IOP',
      groups: '',
      start: '2025-08-18',
      ...of,
    };
    return `${clients}client,${one.name},${one.display},${one.email},${one.programme},r.oyelaran,${one.groups},${one.start}\n`;
  };

  it('is counted and left alone', () => {
    const same = plan(line({}), known);
    expect(same.faults).toEqual([]);
    expect([same.known.clients, same.added.clients]).toEqual([1, 0]);
  });

  it.each([
    [{ name: 'Tamsin Falk' }, 'the legal_name of fern@example.org is Tamsin Arkwright'],
    [{ display: 'Wren' }, 'the display_name of fern@example.org is Fern'],
    [{ programme: 'Harlan House' }, 'the programme of fern@example.org is Evening IOP'],
    [{ start: '2025-08-19' }, 'the episode_start of fern@example.org is 2025-08-18'],
    [{ email: 'r.oyelaran@example.org' }, 'belongs to a member of staff'],
  ])('is never overwritten: %j', (change, message) => {
    expect(faultsOf(line(change), known).join()).toContain(message);
  });

  it('does not bring back who has left a group or finished an episode', () => {
    const left: KnownRoster = {
      ...known,
      memberships: [{ groupId: 'g', personId: fern.id, status: 'ended' }],
    };
    expect(faultsOf(line({ groups: 'Thursday Process' }), left).join()).toContain(
      'has left Thursday Process',
    );
    const over: KnownRoster = { ...known, people: [renata, { ...fern, episode: null }] };
    expect(faultsOf(line({}), over).join()).toContain('has no open episode of care any more');
  });

  it('fills the seats that are left and no more', () => {
    const two =
      line({ groups: 'Thursday Process' }) +
      line({ name: 'B', display: 'B', email: 'b@example.org', groups: 'thursday process' }).split('\n')[1];
    expect(plan(two, known).added.memberships).toBe(2);
    const taken: KnownRoster = {
      ...known,
      memberships: [{ groupId: 'g', personId: 'x', status: 'active' }],
      people: [...known.people, person({ id: 'x', email: 'x@example.org', displayName: 'b' })],
    };
    expect(faultsOf(two, taken)).toEqual([expect.stringContaining('Thursday Process is full: 2 seats')]);
    const sameName: KnownRoster = { ...taken, groups: [{ ...room, capacity: 12 }] };
    expect(faultsOf(two, sameName)).toEqual([expect.stringContaining('“B” is taken in Thursday Process')]);
  });

  it('keeps a fixed group closed once it has started', () => {
    const started: KnownRoster = { ...known, groups: [{ ...room, membership: 'fixed', started: true }] };
    expect(faultsOf(line({ groups: 'Thursday Process' }), started).join()).toContain(
      'has started and takes nobody new',
    );
  });
});
