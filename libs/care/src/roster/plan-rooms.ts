import type { GroupType } from '@homegroup/protocol';
import type { KnownPerson } from './known-roster.js';
import { newLeaders } from './plan-structure.js';
import type { AlumnusEntry, ClientEntry } from './roster-entries.js';
import { fold, type RosterFaults } from './roster-faults.js';
import type { Group, RosterIndex } from './roster-index.js';

const eligible: Record<'client' | 'alumnus', readonly GroupType[]> = {
  client: ['process', 'psychoeducational', 'skills', 'support'],
  alumnus: ['support', 'alumni'],
};

interface Room {
  seats: number | undefined;
  taken: number;
  /** Folded names of all who are or will be in it. */
  names: Set<string>;
}

/** Seats and names of every group, filled line by line as the import would. */
export class RoomPlan {
  private readonly rooms = new Map<string, Room>();
  readonly added: { groupKey: string; email: string }[] = [];
  known = 0;

  constructor(
    private readonly index: RosterIndex,
    private readonly faults: RosterFaults,
  ) {
    for (const group of index.groups.values()) this.rooms.set(group.key, this.open(group));
  }

  seat(entry: ClientEntry | AlumnusEntry, known: KnownPerson | undefined): void {
    let nameReported = false;
    const seen = new Set<string>();
    for (const written of entry.groups) {
      const group = this.index.group(written);
      const room = group && this.rooms.get(group.key);
      if (!group || !room || seen.has(group.key)) continue;
      seen.add(group.key);
      const field = { ...written.field, value: written.value };
      const status = this.statusOf(group, known);
      if (status === 'agreement_pending' || status === 'active' || status === 'suspended') {
        this.known += 1;
        continue;
      }
      if (status === 'ended') {
        this.faults.add(
          field,
          `${known?.legalName} has left ${group.name}`,
          'An import brings nobody back. Take the group out, or invite them in Homegroup.',
        );
        continue;
      }
      if (!this.mayEnter(entry, group, field)) continue;
      room.taken += 1;
      if (room.seats !== undefined && room.taken > room.seats) {
        this.faults.add(
          field,
          `${group.name} is full: ${room.seats} seats`,
          'Name another group, or raise its capacity (at most 15).',
        );
        continue;
      }
      const name = fold(entry.displayName.value);
      if (entry.displayName.sound && room.names.has(name) && !nameReported) {
        nameReported = true;
        this.faults.add(
          entry.displayName.field,
          `“${entry.displayName.value}” is taken in ${group.name}`,
          'Display names are unique in a room. Ask the person for another.',
        );
      }
      room.names.add(name);
      if (entry.email.sound) this.added.push({ groupKey: group.key, email: entry.email.value });
    }
  }

  private mayEnter(
    entry: ClientEntry | AlumnusEntry,
    group: Group,
    field: ClientEntry['email']['field'],
  ): boolean {
    const type = group.known?.type ?? (group.entry?.type.sound ? group.entry.type.value : undefined);
    if (type && !eligible[entry.kind].includes(type)) {
      const whom =
        type === 'alumni' ? 'alumni' : type === 'family' ? 'invited family' : 'people in treatment';
      this.faults.add(
        field,
        `${group.name} is for ${whom}`,
        `A line of a ${entry.kind} may name groups of these types: ${eligible[entry.kind].join(', ')}.`,
      );
      return false;
    }
    const belongsTo = group.known
      ? this.index.known.programmes.find((one) => one.id === group.known?.programmeId)?.name
      : group.entry?.programme?.value;
    if (
      entry.kind === 'client' &&
      belongsTo &&
      entry.programme.sound &&
      fold(belongsTo) !== fold(entry.programme.value)
    ) {
      this.faults.add(
        field,
        `${group.name} belongs to ${belongsTo}`,
        `This client's programme is ${entry.programme.value}.`,
      );
      return false;
    }
    if (group.known?.membership === 'fixed' && group.known.started) {
      this.faults.add(
        field,
        `${group.name} has started and takes nobody new`,
        'One of its leaders can bring somebody in with a reason.',
      );
      return false;
    }
    return true;
  }

  private statusOf(group: Group, known: KnownPerson | undefined) {
    if (!group.known || !known) return undefined;
    return this.index.known.memberships.find(
      (one) => one.groupId === group.known?.id && one.personId === known.id,
    )?.status;
  }

  private open(group: Group): Room {
    const { known, entry } = group;
    const people = new Map(this.index.known.people.map((one) => [one.id, one]));
    const seated = this.index.known.memberships
      .filter((one) => one.groupId === known?.id && one.status !== 'ended' && one.status !== 'invited')
      .map((one) => fold(people.get(one.personId)?.displayName ?? ''));
    const leading = (known?.leaderIds ?? []).map((id) => fold(people.get(id)?.legalName ?? ''));
    for (const leader of newLeaders(group, this.index))
      if (seated.includes(fold(leader.name)))
        this.faults.add(
          leader.read.field,
          `A member of ${group.name} is called ${leader.name}`,
          'Names are unique in a room.',
        );
    const coming = newLeaders(group, this.index).map((one) => fold(one.name));
    const capacity = entry?.capacity ? (entry.capacity.sound ? entry.capacity.value : undefined) : 12;
    return {
      seats: known?.capacity ?? capacity,
      taken: seated.length,
      names: new Set([...seated, ...leading, ...coming]),
    };
  }
}
