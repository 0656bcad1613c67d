import type { EjabberdHouse } from './ejabberd/ejabberd-database.js';
import type { House } from './seed.js';

export const contenderNames = [
  'group-commit',
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
  size: { rooms: number; members: number };
}
