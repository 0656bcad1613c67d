import { useWriters } from '../live/live-context.js';
import { useConversation } from './conversation-context.js';

/** Keeps its height, so that nothing moves when somebody begins to write. */
export function TypingLine() {
  const { detail, meId, nameOf } = useConversation();
  const writers = useWriters(detail.id).filter((id) => id !== meId);
  return (
    <p aria-hidden={writers.length === 0} className="h-5 truncate px-4 text-12 text-ink-3 lg:px-6">
      {words(writers.map(nameOf))}
    </p>
  );
}

function words(names: string[]): string {
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} is writing`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are writing`;
  return `${names.length} people are writing`;
}
