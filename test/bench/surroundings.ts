import type { EjabberdHouse } from './ejabberd/ejabberd-database.js';
import type { Side } from './processors.js';
import type { House } from './seed.js';

export const contenderNames = [
  'group-commit',
  'group-commit-2',
  'homegroup',
  'bare',
  'homegroup-2',
  'homegroup-2-home',
  'ejabberd',
] as const;
export type ContenderName = (typeof contenderNames)[number];

export interface Surroundings {
  house: House;
  /** A database of its own on the same Postgres, for the floor that stores. */
  floorDatabase: string;
  redisUrl: string | null;
  ejabberd: EjabberdHouse | null;
  nodeFlags: string[];
  /** Whether who serves and who drives have processors of their own. */
  apart: boolean;
  size: { rooms: number; members: number };
}

/** Where a process of that side belongs; null where all share the machine. */
export const sideIn = ({ apart }: Surroundings, side: Side): Side | null => (apart ? side : null);
