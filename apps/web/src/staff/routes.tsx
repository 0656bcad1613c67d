import type { Role } from '@homegroup/protocol';
import type { LucideIcon } from 'lucide-react';
import type { RouteObject } from 'react-router';

/** A staff screen: where it is, who sees it in the navigation, and in which order. */
export interface StaffRoute {
  route: RouteObject & { path: string };
  nav?: { label: string; icon: LucideIcon; order: number };
  roles: readonly Role[];
}

export const staffRoutes: readonly StaffRoute[] = [];
