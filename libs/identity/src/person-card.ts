import type { PersonCard, Role } from '@homegroup/protocol';

export interface NamedPerson {
  legal_name: string;
  display_name: string;
  staff_role: string | null;
}

/** As peers see a person: the real name of staff, the display name of everybody else. */
export const peerName = (person: NamedPerson): string =>
  person.staff_role ? person.legal_name : person.display_name;

/** `role` comes from `roleOf`. The legal name of a client or alumnus never leaves through here. */
export const cardOf = (
  person: NamedPerson & { id: string; role: Role; disabled_at: Date | null },
): PersonCard => ({
  id: person.id,
  name: peerName(person),
  role: person.role,
  active: person.disabled_at === null,
});
