export * from './browser-session.js';
export * from './database.js';
export * from './people.js';
export * from './room-with.js';
export * from './server.js';
export * from './service-urls.js';
export * from './small-disk.js';
