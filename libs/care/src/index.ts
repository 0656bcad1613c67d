export * from './care.module.js';
export { EnrolClient, type NewEpisode } from './enrol-client.js';
