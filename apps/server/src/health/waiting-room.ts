import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HomegroupError } from '@homegroup/protocol';
import { envelope } from '../http/error-body.js';

const notYet = JSON.stringify(
  envelope(new HomegroupError('try_again', 'The server is starting. Try again in a moment.')),
);

/** Stands at the server's place before it may serve anybody. */
export interface WaitingRoom {
  port: number;
  /** Resolves when the place is free. */
  close(): Promise<void>;
}

/** Says "alive" to who asks for health, and "try again" to everybody else. @throws when the port cannot be had */
export async function openWaitingRoom(port: number, host: string): Promise<WaitingRoom> {
  const server = createServer((request, response) => {
    request.resume();
    const headers = { 'content-type': 'application/json', connection: 'close' };
    if (request.url?.split('?')[0] === '/api/health/live')
      response.writeHead(200, headers).end('{"status":"ok"}');
    else response.writeHead(503, { ...headers, 'retry-after': '1' }).end(notYet);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
