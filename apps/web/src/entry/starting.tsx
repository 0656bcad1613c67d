import { useSessionStore } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Late } from '../ui/states.js';
import { EntryFrame } from './entry-frame.js';

/** With Help in it as soon as it takes long. */
export function Starting() {
  return (
    <Late after={800}>
      <EntryFrame title="One moment">
        <output className="text-ink-2">Homegroup is not ready yet.</output>
      </EntryFrame>
    </Late>
  );
}

export function Unreachable() {
  const session = useSessionStore();
  return (
    <EntryFrame
      title="No connection"
      text="Homegroup cannot be reached right now. Words you had not sent are kept on this device."
    >
      <Button onPress={() => void session.start()}>Try again</Button>
    </EntryFrame>
  );
}
