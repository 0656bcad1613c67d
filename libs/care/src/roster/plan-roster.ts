import type { RosterFault, RosterReport } from '@homegroup/protocol';
import type { KnownRoster } from './known-roster.js';
import { checkAlumnus, checkClient } from './plan-participants.js';
import { RoomPlan } from './plan-rooms.js';
import { checkGroup, checkProgramme, checkStaff, newLeaders } from './plan-structure.js';
import { readRoster } from './read-roster.js';
import type { AlumnusEntry, ClientEntry, GroupEntry, ProgrammeEntry, StaffEntry } from './roster-entries.js';
import { fold, RosterFaults } from './roster-faults.js';
import { RosterIndex } from './roster-index.js';

type RosterCounts = RosterReport['added'];

/** What an import writes: all of it, in this order. Names are keys as `fold` makes them, people go by e-mail. */
export interface RosterAdditions {
  staff: StaffEntry[];
  programmes: ProgrammeEntry[];
  groups: { key: string; entry: GroupEntry; leaders: string[] }[];
  /** For groups that are known already. */
  leaders: { groupKey: string; email: string }[];
  alumniGroups: { programmeKey: string; groupKey: string }[];
  clients: ClientEntry[];
  alumni: AlumnusEntry[];
  memberships: { groupKey: string; email: string }[];
}

export interface RosterPlan {
  lines: number;
  faults: RosterFault[];
  /** Null when there is a fault. */
  additions: RosterAdditions | null;
  added: RosterCounts;
  known: RosterCounts;
  index: RosterIndex;
}

const none = (): RosterCounts => ({
  programmes: 0,
  groups: 0,
  staff: 0,
  clients: 0,
  alumni: 0,
  memberships: 0,
});

/**
 * Compares a roster with what is known. Pure: the same files and the same knowledge give the same plan. Either the
 * plan has faults, all that can be found, or it can be carried out whole. What is known already is counted, never
 * overwritten.
 */
export function planRoster(files: readonly { name: string; text: string }[], known: KnownRoster): RosterPlan {
  const faults = new RosterFaults(files.map((file) => file.name));
  const read = readRoster(files, known.today, faults);
  const index = new RosterIndex(read, known, faults);
  const rooms = new RoomPlan(index, faults);
  const additions: RosterAdditions = {
    staff: [],
    programmes: [],
    groups: [],
    leaders: [],
    alumniGroups: [],
    clients: [],
    alumni: [],
    memberships: rooms.added,
  };
  const counts = { added: none(), known: none() };
  const place = <T>(
    entry: T,
    of: 'programmes' | 'groups' | 'staff' | 'clients' | 'alumni',
    isKnown: boolean,
    list: T[],
  ) => {
    counts[isKnown ? 'known' : 'added'][of] += 1;
    if (!isKnown) list.push(entry);
  };

  for (const programme of index.programmes.values()) {
    if (!programme.entry) continue;
    checkProgramme(programme, index, faults);
    place(programme.entry, 'programmes', programme.known !== undefined, additions.programmes);
    const alumni = index.groups.get(fold(programme.entry.alumniGroup?.value ?? ''));
    if (alumni && !programme.known?.alumniGroupId)
      additions.alumniGroups.push({ programmeKey: programme.key, groupKey: alumni.key });
  }
  for (const group of index.groups.values()) {
    if (!group.entry) continue;
    checkGroup(group, index, faults);
    const leaders = [...new Set(newLeaders(group, index).map((one) => one.email))];
    place(
      { key: group.key, entry: group.entry, leaders },
      'groups',
      group.known !== undefined,
      additions.groups,
    );
    if (group.known) additions.leaders.push(...leaders.map((email) => ({ groupKey: group.key, email })));
  }
  for (const { entry, known: person } of index.people.values()) {
    const isKnown = person !== undefined;
    if (entry?.kind === 'staff') {
      checkStaff(entry, person, index, faults);
      place(entry, 'staff', isKnown, additions.staff);
    } else if (entry?.kind === 'client') {
      checkClient(entry, person, index, faults);
      rooms.seat(entry, person);
      place(entry, 'clients', isKnown, additions.clients);
    } else if (entry) {
      checkAlumnus(entry, person, index, faults);
      rooms.seat(entry, person);
      place(entry, 'alumni', isKnown, additions.alumni);
    }
  }
  counts.added.memberships = rooms.added.length;
  counts.known.memberships = rooms.known;
  return {
    lines: read.lines,
    faults: faults.list(),
    additions: faults.any ? null : additions,
    ...counts,
    index,
  };
}
