import type { OperationInput, Role, StaffRole } from '@homegroup/protocol';

export interface NewPerson {
  kind: 'client' | 'staff';
  legalName: string;
  displayName: string;
  email: string;
  programmeId: string | null;
  primaryCounselorId: string | null;
  startedOn: string;
  staffRole: StaffRole | null;
  credentialExpiresOn: string;
}

export type NewPersonFaults = Partial<Record<keyof NewPerson, string>>;

export const blankPerson = (today: string): NewPerson => ({
  kind: 'client',
  legalName: '',
  displayName: '',
  email: '',
  programmeId: null,
  primaryCounselorId: null,
  startedOn: today,
  staffRole: null,
  credentialExpiresOn: '',
});

/** The fields of each kind of form, in the order of the screen. */
export const fieldsOf = {
  client: ['legalName', 'displayName', 'email', 'programmeId', 'primaryCounselorId', 'startedOn'],
  staff: ['legalName', 'email', 'staffRole', 'credentialExpiresOn'],
} as const satisfies Record<NewPerson['kind'], readonly (keyof NewPerson)[]>;

const required: Partial<Record<keyof NewPerson, string>> = {
  legalName: 'Write the name as it stands in the record.',
  displayName: 'Write the name that peers will see.',
  email: 'Write an e-mail address.',
  programmeId: 'Choose the programme.',
  primaryCounselorId: 'Choose the primary counselor.',
  startedOn: 'Choose the day on which the episode begins.',
  staffRole: 'Choose a role.',
};

/** What still has to be filled in, before anything is sent. */
export function missingIn(person: NewPerson): NewPersonFaults {
  const faults: NewPersonFaults = {};
  for (const field of fieldsOf[person.kind]) {
    const message = required[field];
    if (message && !person[field]?.trim()) faults[field] = message;
  }
  if (!faults.email && !/^\S+@\S+\.\S+$/u.test(person.email.trim()))
    faults.email = 'Write it as name@example.org.';
  return faults;
}

/** Call it only for a form without faults. */
export function toAddPerson(person: NewPerson): OperationInput<'people.add'>['body'] {
  const { legalName, email } = person;
  if (person.kind === 'staff')
    return {
      kind: 'staff',
      legalName,
      email,
      staffRole: person.staffRole ?? 'counselor',
      credentialExpiresOn: person.credentialExpiresOn || null,
    };
  return {
    kind: 'client',
    legalName,
    displayName: person.displayName,
    email,
    programmeId: person.programmeId ?? '',
    primaryCounselorId: person.primaryCounselorId ?? '',
    startedOn: person.startedOn,
  };
}

/** The roles that a member of staff may give to a new colleague. */
export const rolesToGive = (role: Role): readonly StaffRole[] =>
  role === 'programme_admin'
    ? ['counselor', 'clinical_supervisor', 'programme_admin', 'privacy_officer', 'system_operator']
    : ['counselor'];
