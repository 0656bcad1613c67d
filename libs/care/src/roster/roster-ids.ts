import type { AlumnusEntry } from './roster-entries.js';
import { fold } from './roster-faults.js';
import type { RosterIndex } from './roster-index.js';

/** Identifiers of what is known, and of what the import has made so far. */
export class RosterIds {
  readonly people = new Map<string, string>();
  readonly programmes = new Map<string, string>();
  readonly groups = new Map<string, string>();

  constructor(private readonly index: RosterIndex) {
    for (const one of index.known.people) this.people.set(one.email, one.id);
    for (const one of index.known.programmes) this.programmes.set(fold(one.name), one.id);
    for (const one of index.known.groups) this.groups.set(fold(one.name), one.id);
  }

  person = (email: string): string => existing(this.people.get(email));
  programme = (name: string): string => existing(this.programmes.get(fold(name)));
  group = (key: string): string => existing(this.groups.get(key));

  /** The first alumni group that a line names. */
  alumniGroupOf(entry: AlumnusEntry): string | null {
    const groups = entry.groups.map((written) => this.index.groups.get(fold(written.value)));
    const circle = groups.find((group) => (group?.known?.type ?? group?.entry?.type.value) === 'alumni');
    return circle ? this.group(circle.key) : null;
  }

  /** By handle or e-mail address. */
  clinician(written: string): string {
    const wanted = written.toLowerCase();
    const staff = this.index.staff.find((one) => one.handle === wanted || one.email === wanted);
    return this.person(staff?.email ?? '');
  }
}

function existing(id: string | undefined): string {
  if (id === undefined) throw new Error('The plan of an import names something that it does not make.');
  return id;
}
