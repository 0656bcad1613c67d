import type { Role } from '@homegroup/protocol';
import { House, type LucideIcon, MessageCircle, Sun, Users } from 'lucide-react';
import { staffRoutes } from '../staff/routes.js';

export interface NavEntry {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Which unread messages stand beside it. */
  counts?: 'room' | 'direct';
}

const home: NavEntry = { to: '/', label: 'Home', icon: House };
const messages: NavEntry = { to: '/messages', label: 'Messages', icon: MessageCircle, counts: 'direct' };
const rooms = (label: string): NavEntry => ({ to: '/rooms', label, icon: Users, counts: 'room' });

const core: Partial<Record<Role, NavEntry[]>> = {
  client: [home, rooms('Groups'), messages],
  alumnus: [home, rooms('Circle'), messages],
  former: [home, rooms('Groups'), messages],
  counselor: [{ ...home, label: 'Today', icon: Sun }, rooms('Rooms'), messages],
  clinical_supervisor: [{ ...home, label: 'Today', icon: Sun }, rooms('Rooms'), messages],
};

/** What a role finds in its navigation: only screens that are there. */
export function navigationFor(role: Role): NavEntry[] {
  const staff = staffRoutes
    .flatMap((entry) =>
      entry.nav && entry.roles.includes(role) ? [{ ...entry.nav, to: `/${entry.route.path}` }] : [],
    )
    .sort((a, b) => a.order - b.order)
    .map(({ to, label, icon }): NavEntry => ({ to, label, icon }));
  return [...(core[role] ?? []), ...staff];
}
