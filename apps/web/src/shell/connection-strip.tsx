import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConnection } from '../live/live-context.js';

/** Nothing for two seconds; then one slate line that stays until the connection is back. */
export function ConnectionStrip() {
  const connection = useConnection();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (connection === 'connected') return setShown(false);
    const timer = setTimeout(() => setShown(true), 2000);
    return () => clearTimeout(timer);
  }, [connection]);
  return (
    <div role="status">
      {shown && (
        <p className="flex items-center gap-3 bg-hold-soft px-4 py-2 text-14 text-hold-ink">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          Reconnecting. Keep writing, nothing is lost.
        </p>
      )}
    </div>
  );
}
