import { WifiOff } from 'lucide-react';
import { useConnection } from '../live/live-context.js';
import { Late } from '../ui/states.js';

/** Nothing for two seconds; then one slate line that stays until the connection is back. */
export function ConnectionStrip() {
  const connection = useConnection();
  return (
    <output className="block">
      {connection !== 'connected' && (
        <Late after={2000}>
          <span className="flex items-center gap-3 bg-hold-soft px-4 py-2 text-14 text-hold-ink">
            <WifiOff aria-hidden className="size-4 shrink-0" />
            Reconnecting. Keep writing, nothing is lost.
          </span>
        </Late>
      )}
    </output>
  );
}
