import './collector.js';
import 'reflect-metadata';
import { ConfigurationInvalid, readConfiguration } from '@homegroup/config';
import { runServer } from './run-server.js';

try {
  await runServer(readConfiguration(process.env), { waits: true });
} catch (error) {
  const message =
    error instanceof ConfigurationInvalid
      ? `Homegroup cannot start:\n${error.message.replace(/^/gm, '  ')}`
      : `Homegroup cannot start: ${(error as Error).message}`;
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
