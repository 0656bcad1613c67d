import type { Ack } from '@homegroup/protocol';
import { track } from '@homegroup/tracing';

type Acknowledge = (answer: unknown) => void;

/** One trace for each event of a socket, until it is answered. */
export function traceEvent(
  event: string,
  acknowledge: Acknowledge,
  run: (answer: Acknowledge) => void,
): void {
  const tracked = track(`socket ${event}`, 'server', { 'homegroup.event': event });
  if (!tracked) return run(acknowledge);
  const answer: Acknowledge = (result) => {
    const { ok, ...rest } = result as Ack<unknown>;
    const outcome = ok ? 'ok' : 'error' in rest ? rest.error.code : 'internal';
    tracked.end({ 'homegroup.outcome': outcome }, outcome === 'internal');
    acknowledge(result);
  };
  tracked.within(() => run(answer));
}
