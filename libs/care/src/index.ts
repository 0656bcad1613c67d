export * from './care.module.js';
export { EnrolClient, type NewEpisode } from './enrol-client.js';
export { CheckRoster } from './roster/check-roster.js';
export { ImportRoster } from './roster/import-roster.js';
export type { RosterOperator } from './roster/roster-operator.js';
