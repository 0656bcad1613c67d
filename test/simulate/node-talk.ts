import type { Arrival, Faults } from './members.js';
import type { Share } from './placement.js';
import type { Said } from './speakers.js';
import type { Statements } from './statements.js';

/** What is asked of a node, one after the other. */
export type Question =
  | { kind: 'serve'; shares: Share[] }
  /** Something is said once in each room, so that keys are known and nothing is new. */
  | { kind: 'warm' }
  /** Waits until everybody holds everything, or as many milliseconds as that. */
  | { kind: 'settle'; heads: Head[]; patience: number }
  /** From now on everything counts. Asked of all before anybody speaks. */
  | { kind: 'count' }
  | { kind: 'speak'; rate: number; seconds: number; seed: number }
  /** As `settle`, and then tells what was seen. */
  | { kind: 'finish'; heads: Head[]; patience: number };

export type Head = [room: number, head: number];

export interface Served {
  members: number;
  strangers: number;
}

export interface Seen {
  said: Omit<Said, 'commits'>;
  commits: Arrival[];
  arrivals: Arrival[];
  deliveries: number;
  faults: Faults;
  /** Strangers who were sent away, of all who asked. */
  sentAway: number;
  bells: { rung: number; heard: number };
  statements: Statements;
  /** Seconds of processor time while it counted. */
  cpu: number;
  /** Resident memory in bytes. */
  memory: number;
}
