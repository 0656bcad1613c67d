import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The port when it can be listened on, else the code of why not. Port 0 finds a free one. */
export async function tryPort(host: string, port: number): Promise<{ port: number } | { code: string }> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    const found = (server.address() as AddressInfo).port;
    server.close();
    await once(server, 'close');
    return { port: found };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? 'unknown' };
  }
}

export async function freePort(host: string): Promise<number> {
  const found = await tryPort(host, 0);
  if ('code' in found) throw new Error(`No port is free on ${host} (${found.code}).`);
  return found.port;
}
