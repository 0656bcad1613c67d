import type { KnownPerson } from './known-roster.js';
import type { Read, StaffEntry } from './roster-entries.js';
import type { RosterFaults } from './roster-faults.js';
import type { Group, Programme, RosterIndex } from './roster-index.js';

/** An import adds; it never overwrites what is known. @returns whether the field agrees with what is known. */
export function requireSame(
  faults: RosterFaults,
  read: Read<unknown> | null,
  known: { what: string; is: string; agrees: boolean },
): void {
  if (!read?.sound || known.agrees) return;
  faults.add(
    read.field,
    `“${read.field.value}” contradicts what is known: ${known.what} is ${known.is}`,
    'An import overwrites nothing. Correct the file, or change it in Homegroup first.',
  );
}

export function checkProgramme(programme: Programme, index: RosterIndex, faults: RosterFaults): void {
  const { entry, known } = programme;
  if (!entry) return;
  const alumni = entry.alumniGroup ? index.group(entry.alumniGroup) : undefined;
  const type = alumni?.known?.type ?? (alumni?.entry?.type.sound ? alumni.entry.type.value : undefined);
  if (entry.alumniGroup && type && type !== 'alumni')
    faults.add(entry.alumniGroup.field, `${alumni?.name} is no alumni group`, `Its type is ${type}.`);
  if (!known) return;
  const same = (read: Read<unknown> | null, what: string, is: string, agrees: boolean) =>
    requireSame(faults, read, { what: `the ${what} of ${known.name}`, is, agrees });
  const { from, to } = known.weeklyHours;
  same(entry.level, 'level', known.level, entry.level.value === known.level);
  same(
    entry.weeklyHours,
    'weekly_hours',
    `${from}-${to}`,
    entry.weeklyHours.value.from === from && entry.weeklyHours.value.to === to,
  );
  same(
    entry.plannedWeeks,
    'planned_weeks',
    `${known.plannedWeeks}`,
    entry.plannedWeeks.value === known.plannedWeeks,
  );
  const sorted = (types: readonly string[]) => [...types].sort().join('|');
  const ends = sorted(known.endsAtCompletion);
  same(
    entry.endsAtCompletion,
    'ends_at_completion',
    ends || 'empty',
    sorted(entry.endsAtCompletion?.value ?? []) === ends,
  );
  if (known.alumniGroupId !== null) {
    const present = index.known.groups.find((group) => group.id === known.alumniGroupId);
    same(
      entry.alumniGroup,
      'alumni_group',
      present?.name ?? 'another',
      !alumni || alumni.known?.id === known.alumniGroupId,
    );
  }
}

export function checkStaff(
  entry: StaffEntry,
  known: KnownPerson | undefined,
  index: RosterIndex,
  faults: RosterFaults,
): void {
  const { handle } = entry;
  const own = (one: { entry: unknown; known: KnownPerson | undefined }) =>
    one.entry === entry || one.known === known;
  const namesake = index.staff.find(
    (one) => one.handle === handle.value && !(known ? own(one) : one.entry === entry),
  );
  if (handle.sound && namesake) {
    if (namesake.entry && !namesake.known) {
      if (namesake.entry.at.file !== entry.at.file || namesake.entry.at.line < entry.at.line)
        index.twice(handle, namesake.entry, 'Give one of the two another handle.');
    } else
      faults.add(
        handle.field,
        `“${handle.value}” is the handle of ${namesake.name}`,
        'Write another handle.',
      );
  }
  if (!known) return;
  if (known.staffRole === null) {
    faults.add(
      entry.email.field,
      `${entry.email.value} belongs to somebody who is not staff`,
      'Was another address meant?',
    );
    return;
  }
  const same = (read: Read<unknown> | null, what: string, is: string, agrees: boolean) =>
    requireSame(faults, read, { what: `the ${what} of ${known.email}`, is, agrees });
  same(entry.legalName, 'legal_name', known.legalName, entry.legalName.value === known.legalName);
  same(entry.role, 'role', known.staffRole, entry.role.value === known.staffRole);
  if (handle.field.columnName === 'handle')
    same(handle, 'handle', known.handle ?? 'empty', handle.value === known.handle);
  const expires = known.credentialExpiresOn;
  same(
    entry.credentialExpiresOn,
    'credential_expires',
    expires ?? 'empty',
    entry.credentialExpiresOn?.value === expires,
  );
}

/** @returns who is to lead besides those who lead already */
export function checkGroup(group: Group, index: RosterIndex, faults: RosterFaults): void {
  const { entry, known } = group;
  if (!entry) return;
  const programme = entry.programme ? index.programme(entry.programme) : undefined;
  for (const read of entry.leaders) {
    const leader = index.clinician(read, 'leader');
    const expired = leader?.credentialExpiresOn;
    const leads = known && leader?.known && known.leaderIds.includes(leader.known.id);
    if (expired && expired < index.known.today && !leads)
      faults.add(
        { ...read.field, value: read.value },
        `The credential of ${leader.name} expired on ${expired}`,
        'Who leads a group needs a credential that holds.',
      );
  }
  const leading = new Set([...(known?.leaderIds ?? []), ...newLeaders(group, index).map((one) => one.email)]);
  if (leading.size > 2 && entry.leaders[0])
    faults.add(
      entry.leaders[0].field,
      `${group.name} would have ${leading.size} leaders`,
      'A group has one or two. Write their handles or addresses, separated by |.',
    );
  if (!known) return;
  const same = (read: Read<unknown> | null, what: string, is: string, agrees: boolean) =>
    requireSame(faults, read, { what: `the ${what} of ${known.name}`, is, agrees });
  same(entry.type, 'group_type', known.type, entry.type.value === known.type);
  same(entry.membership, 'membership', known.membership, entry.membership.value === known.membership);
  same(entry.capacity, 'capacity', `${known.capacity}`, entry.capacity?.value === known.capacity);
  const present = index.known.programmes.find((one) => one.id === known.programmeId);
  same(
    entry.programme,
    'programme',
    present?.name ?? 'empty',
    !programme || programme.known?.id === known.programmeId,
  );
}

/** Those whom the file names as leaders and who do not lead yet; references that lead nowhere are left out. */
export function newLeaders(
  group: Group,
  index: RosterIndex,
): { email: string; name: string; read: Read<string> }[] {
  return (group.entry?.leaders ?? []).flatMap((read) => {
    const wanted = read.value.toLowerCase();
    const staff = index.staff.find((one) => one.handle === wanted || one.email === wanted);
    if (!staff || (staff.known && group.known?.leaderIds.includes(staff.known.id))) return [];
    return [{ email: staff.email, name: staff.name, read }];
  });
}
