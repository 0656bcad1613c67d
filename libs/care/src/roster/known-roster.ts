import type { GroupType, StaffRole } from '@homegroup/protocol';

export interface KnownProgramme {
  id: string;
  name: string;
  level: string;
  weeklyHours: { from: number; to: number };
  plannedWeeks: number;
  endsAtCompletion: string[];
  alumniGroupId: string | null;
}

export interface KnownGroup {
  id: string;
  conversationId: string;
  name: string;
  type: GroupType;
  membership: string;
  capacity: number;
  started: boolean;
  programmeId: string | null;
  leaderIds: string[];
}

export interface KnownMembership {
  groupId: string;
  personId: string;
  /** The present one's, or `ended` when there are only past ones. */
  status: 'invited' | 'agreement_pending' | 'active' | 'suspended' | 'ended';
}

export interface KnownPerson {
  id: string;
  email: string;
  legalName: string;
  displayName: string;
  handle: string | null;
  staffRole: StaffRole | null;
  credentialExpiresOn: string | null;
  disabled: boolean;
  /** The one that is not over. */
  episode: {
    programmeId: string;
    startedOn: string | null;
    level: string;
    counselorId: string | null;
  } | null;
  finished: { programmeId: string; startedOn: string | null }[];
  alumni: { status: string; since: string | null } | null;
  contacts: { staffId: string; endsOn: string }[];
}

/** What the organization holds already, as far as a roster speaks about it. */
export interface KnownRoster {
  /** In the organization's time zone. */
  today: string;
  programmes: KnownProgramme[];
  groups: KnownGroup[];
  memberships: KnownMembership[];
  people: KnownPerson[];
}

export const nothingKnown = (today: string): KnownRoster => ({
  today,
  programmes: [],
  groups: [],
  memberships: [],
  people: [],
});
