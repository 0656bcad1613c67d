import { createClient } from 'redis';
import { OperatorError } from '../operator-error.js';

/** @throws OperatorError unless Redis answers within three seconds */
export async function refuseUnreachableRedis(url: string): Promise<void> {
  let where: string;
  try {
    const { hostname, port } = new URL(url);
    where = `${hostname}:${port || 6379}`;
  } catch {
    throw new OperatorError('REDIS_URL is not an address: write it like redis://127.0.0.1:6379.');
  }
  const client = createClient({ url, socket: { connectTimeout: 3000, reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `Redis at ${where} cannot be used (${code ?? message}). Check REDIS_URL, or leave it out: one process needs no Redis.`,
    );
  } finally {
    if (client.isOpen) client.destroy();
  }
}
