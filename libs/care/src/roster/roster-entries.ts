import type { GroupType, StaffRole } from '@homegroup/protocol';
import type { Field, Place } from './roster-faults.js';

/** What a field says. An unsound one has had its fault already: its value is a stand-in, and nothing is written. */
export interface Read<T> {
  value: T;
  field: Field;
  sound: boolean;
}

export interface ProgrammeEntry {
  kind: 'programme';
  at: Place;
  name: Read<string>;
  level: Read<string>;
  weeklyHours: Read<{ from: number; to: number }>;
  plannedWeeks: Read<number>;
  endsAtCompletion: Read<GroupType[]> | null;
  alumniGroup: Read<string> | null;
}

export interface StaffEntry {
  kind: 'staff';
  at: Place;
  legalName: Read<string>;
  email: Read<string>;
  handle: Read<string>;
  role: Read<StaffRole>;
  credentialExpiresOn: Read<string> | null;
}

export interface GroupEntry {
  kind: 'group';
  at: Place;
  name: Read<string>;
  type: Read<GroupType>;
  membership: Read<'fixed' | 'revolving'>;
  capacity: Read<number> | null;
  programme: Read<string> | null;
  leaders: Read<string>[];
}

interface ParticipantEntry {
  at: Place;
  legalName: Read<string>;
  displayName: Read<string>;
  email: Read<string>;
  groups: Read<string>[];
}

export interface ClientEntry extends ParticipantEntry {
  kind: 'client';
  programme: Read<string>;
  level: Read<string> | null;
  counselor: Read<string>;
  startedOn: Read<string>;
}

export interface AlumnusEntry extends ParticipantEntry {
  kind: 'alumnus';
  programme: Read<string> | null;
  counselor: Read<string> | null;
  startedOn: Read<string> | null;
  since: Read<string>;
  contactUntil: Read<string> | null;
}

export type PersonEntry = StaffEntry | ClientEntry | AlumnusEntry;
export type RosterEntry = ProgrammeEntry | StaffEntry | GroupEntry | ClientEntry | AlumnusEntry;
