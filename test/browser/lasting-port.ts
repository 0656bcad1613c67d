import { tryPort } from '../../apps/cli/src/up/ports.js';

/** Below those that the system gives to connections by itself. */
const first = 20_000;
const count = 10_000;

/** A free port that stays free while its server is away: no connection of anybody else comes to be on it meanwhile. */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * count);
    if ('port' in (await tryPort('localhost', port))) return port;
  }
}
