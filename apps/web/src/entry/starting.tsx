import { useSessionStore } from '../session/use-session.js';
import { Button } from '../ui/button.js';
import { Late } from '../ui/states.js';
import { EntryFrame } from './entry-frame.js';

export function Starting() {
  return (
    <Late>
      <output className="block p-6 text-ink-2">One moment.</output>
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
