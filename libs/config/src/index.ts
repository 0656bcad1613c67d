export * from './config.module.js';
export * from './configuration.js';
