import type { Role } from '@homegroup/protocol';
import {
  ContactRound,
  FileInput,
  Layers,
  type LucideIcon,
  Scale,
  ScrollText,
  UsersRound,
} from 'lucide-react';

export type PlaceName = 'people' | 'groups' | 'programmes' | 'import' | 'review' | 'audit';

export interface Place {
  label: string;
  /** One line about it, for lists of places. */
  text: string;
  icon: LucideIcon;
  /** Who finds it in the navigation, and where in its order. */
  order: Partial<Record<Role, number>>;
}

/** The staff screens, as the navigation shows them to each role. */
export const places: Record<PlaceName, Place> = {
  people: {
    label: 'People',
    text: 'Accounts, care teams, groups, graduation',
    icon: ContactRound,
    order: { counselor: 10, clinical_supervisor: 20, programme_admin: 20 },
  },
  review: {
    label: 'Review',
    text: 'Reports from the rooms',
    icon: Scale,
    order: { counselor: 20, clinical_supervisor: 10 },
  },
  import: {
    label: 'Import',
    text: 'Bring in a roster from a spreadsheet',
    icon: FileInput,
    order: { programme_admin: 30 },
  },
  groups: {
    label: 'Groups',
    text: 'Groups, their leaders, members and agreements',
    icon: UsersRound,
    order: { counselor: 30, clinical_supervisor: 30, programme_admin: 40 },
  },
  programmes: {
    label: 'Programmes',
    text: 'Levels of care, hours, what ends at completion',
    icon: Layers,
    order: { clinical_supervisor: 50, programme_admin: 10 },
  },
  audit: {
    label: 'Audit',
    text: 'Who did and read what, and whether the trail is whole',
    icon: ScrollText,
    order: { clinical_supervisor: 40, privacy_officer: 10, system_operator: 10 },
  },
};
