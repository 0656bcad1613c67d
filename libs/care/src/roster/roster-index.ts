import type { StaffRole } from '@homegroup/protocol';
import type { KnownGroup, KnownPerson, KnownProgramme, KnownRoster } from './known-roster.js';
import type { ReadRoster } from './read-roster.js';
import type { GroupEntry, PersonEntry, ProgrammeEntry, Read, StaffEntry } from './roster-entries.js';
import { fold, nearest, type RosterFaults } from './roster-faults.js';

/** One programme, group or person: as the files say, as is known, or both. */
export interface Both<Entry, Known> {
  entry: Entry | undefined;
  known: Known | undefined;
}
export type Programme = Both<ProgrammeEntry, KnownProgramme> & { key: string; name: string };
export type Group = Both<GroupEntry, KnownGroup> & { key: string; name: string };

export interface Staff extends Both<StaffEntry, KnownPerson> {
  email: string;
  handle: string | null;
  name: string;
  /** Null when the file's own was a fault already. */
  role: StaffRole | null;
  credentialExpiresOn: string | null;
  disabled: boolean;
}

/** What names and addresses in the files refer to. */
export class RosterIndex {
  readonly programmes = new Map<string, Programme>();
  readonly groups = new Map<string, Group>();
  readonly people = new Map<string, Both<PersonEntry, KnownPerson>>();
  readonly staff: Staff[] = [];

  constructor(
    read: ReadRoster,
    readonly known: KnownRoster,
    private readonly faults: RosterFaults,
  ) {
    this.whole = read.whole;
    for (const one of known.programmes) this.programmes.set(fold(one.name), entry(one));
    for (const one of known.groups) this.groups.set(fold(one.name), entry(one));
    for (const one of known.people) this.people.set(one.email, { entry: undefined, known: one });
    for (const one of read.entries) {
      if (one.kind === 'programme') this.place(this.programmes, one, one.name);
      else if (one.kind === 'group') this.place(this.groups, one, one.name);
      else if (one.email.sound) {
        const before = this.people.get(one.email.value);
        if (before?.entry)
          this.twice(one.email, before.entry, 'One person has one line. Was another address meant?');
        else this.people.set(one.email.value, { entry: one, known: before?.known });
      }
    }
    for (const [email, both] of this.people) {
      const staff = staffOf(email, both);
      if (staff) this.staff.push(staff);
    }
  }

  private readonly whole: boolean;

  programme(name: Read<string>): Programme | undefined {
    return this.find(this.programmes, name, 'programme');
  }

  group(name: Read<string>): Group | undefined {
    return this.find(this.groups, name, 'group');
  }

  /** By handle or e-mail; who may do this clinical work. What does not fit is a fault of the field. */
  clinician(written: Read<string>, what: 'counselor' | 'leader'): Staff | undefined {
    if (!written.sound) return undefined;
    const wanted = written.value.toLowerCase();
    const found = this.staff.find((one) => one.handle === wanted || one.email === wanted);
    const field = { ...written.field, value: written.value };
    if (!found) {
      if (!this.whole) return undefined;
      const close = nearest(wanted, this.staff, (one) =>
        wanted.includes('@') ? one.email : (one.handle ?? one.email),
      );
      const hint = close
        ? `Did you mean ${wanted.includes('@') ? close.email : (close.handle ?? close.email)}, ${close.name}?`
        : 'Write the handle or the e-mail address of a counselor who stands in the roster or in Homegroup.';
      this.faults.add(field, `No ${what} “${written.value}”`, hint);
      return undefined;
    }
    if (found.role !== null && found.role !== 'counselor' && found.role !== 'clinical_supervisor') {
      this.faults.add(field, `${found.name} is no ${what}`, `Their role is ${found.role.replace('_', ' ')}.`);
      return undefined;
    }
    if (found.disabled) {
      this.faults.add(
        field,
        `The account of ${found.name} is closed`,
        'Name somebody else, or open it again first.',
      );
      return undefined;
    }
    return found;
  }

  private find<T extends { name: string }>(
    all: Map<string, T>,
    written: Read<string>,
    what: string,
  ): T | undefined {
    if (!written.sound) return undefined;
    const found = all.get(fold(written.value));
    if (found || !this.whole) return found;
    const close = nearest(written.value, all.values(), (one) => one.name);
    this.faults.add(
      { ...written.field, value: written.value },
      `No ${what} “${written.value}”`,
      close ? `Did you mean ${close.name}?` : `Give it a line of its own with record ${what}.`,
    );
    return undefined;
  }

  private place<E extends ProgrammeEntry | GroupEntry, K extends { name: string }>(
    all: Map<string, Both<E, K> & { key: string; name: string }>,
    one: E,
    name: Read<string>,
  ): void {
    if (!name.sound) return;
    const key = fold(name.value);
    const before = all.get(key);
    if (before?.entry)
      this.twice(name, before.entry, 'Give the other one another name, or take this line out.');
    else all.set(key, { key, name: before?.name ?? name.value, entry: one, known: before?.known });
  }

  /** @param first where it stood first */
  twice(read: Read<string>, first: { at: { file: string; line: number } }, hint: string): void {
    const { file, line } = first.at;
    const where = file === read.field.file ? `on line ${line}` : `on line ${line} of ${file}`;
    this.faults.add(read.field, `“${read.value}” stands ${where} already`, hint);
  }
}

const entry = <T extends { name: string }>(known: T) => ({
  key: fold(known.name),
  name: known.name,
  entry: undefined,
  known,
});

function staffOf(email: string, both: Both<PersonEntry, KnownPerson>): Staff | undefined {
  const { known } = both;
  const written = both.entry?.kind === 'staff' ? both.entry : undefined;
  if (known) {
    if (known.staffRole === null) return undefined;
    const { handle, legalName, staffRole, credentialExpiresOn, disabled } = known;
    return {
      entry: written,
      known,
      email,
      handle,
      name: legalName,
      role: staffRole,
      credentialExpiresOn,
      disabled,
    };
  }
  if (!written) return undefined;
  return {
    entry: written,
    known: undefined,
    email,
    handle: written.handle.sound ? written.handle.value : null,
    name: written.legalName.value,
    role: written.role.sound ? written.role.value : null,
    credentialExpiresOn: written.credentialExpiresOn?.sound ? written.credentialExpiresOn.value : null,
    disabled: false,
  };
}
