export * from './doorbell.js';
export * from './keyring.js';
export * from './log-writer.js';
