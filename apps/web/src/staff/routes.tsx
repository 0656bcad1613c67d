import { type Role, roles } from '@homegroup/protocol';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RouteObject } from 'react-router';
import { AuditPage } from './audit/audit-page.js';
import { GroupPage } from './groups/group-page.js';
import { GroupsPage } from './groups/groups-page.js';
import { PeoplePage } from './people/people-page.js';
import { PersonPage } from './person/person-page.js';
import { type PlaceName, places } from './places.js';
import { ProgrammesPage } from './programmes/programmes-page.js';
import { ReviewPage } from './review/review-page.js';
import { ImportPage } from './roster/import-page.js';

/** A staff screen: where it is, who sees it in the navigation, and in which order. */
export interface StaffRoute {
  route: RouteObject & { path: string };
  nav?: { label: string; icon: LucideIcon; order: number };
  roles: readonly Role[];
}

const visitors = (name: PlaceName): Role[] => roles.filter((role) => places[name].order[role] !== undefined);

/** One entry a role, since each role has its own order. */
function shown(name: PlaceName, element: ReactElement): StaffRoute[] {
  const { label, icon, order } = places[name];
  return visitors(name).map((role) => ({
    route: { path: name, element },
    nav: { label, icon, order: order[role] ?? 0 },
    roles: [role],
  }));
}

export const staffRoutes: readonly StaffRoute[] = [
  ...shown('people', <PeoplePage />),
  { route: { path: 'people/:id', element: <PersonPage /> }, roles: visitors('people') },
  ...shown('groups', <GroupsPage />),
  { route: { path: 'groups/:id', element: <GroupPage /> }, roles: visitors('groups') },
  ...shown('programmes', <ProgrammesPage />),
  ...shown('import', <ImportPage />),
  ...shown('review', <ReviewPage />),
  { route: { path: 'review/:id', element: <ReviewPage /> }, roles: visitors('review') },
  ...shown('audit', <AuditPage />),
];
