import { type History, of, type Violation } from './history.js';

/** I9: no server process ends unless it is told to. That PostgreSQL writes durably is looked at before a run begins. */
export const processesGoOn = ({ entries }: History): Violation[] =>
  of(entries, 'exited')
    .filter(({ killed }) => !killed)
    .map(({ node, how }) => ({
      invariant: 'I9' as const,
      what: `server process ${node} ended by itself (${how})`,
    }));
