import type { LiveClient } from './live-client.js';

/** Keeps sending until it is stopped, more slowly while it is refused; keeps the numbers of what was acknowledged. */
export function flood(room: string, clients: readonly LiveClient[]) {
  const receipts: number[] = [];
  const storm = { over: false };
  const running = clients.map(async (client) => {
    while (!storm.over)
      try {
        receipts.push((await client.send(room, 'and again')).seq);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
  });
  return {
    receipts,
    stop: async (): Promise<void> => {
      storm.over = true;
      await Promise.all(running);
    },
  };
}
