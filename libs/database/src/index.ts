export { applicationRoleOf } from './application-role.js';
export * from './connection.js';
export * from './database.module.js';
export * from './gathering.js';
export * from './migrate.js';
export type { DB } from './schema.js';
export * from './tenant-seal.js';
export * from './unit-of-work.js';
export * from './wrap-key.js';
