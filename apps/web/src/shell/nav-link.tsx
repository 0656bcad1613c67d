import { NavLink } from 'react-router';
import { useUnreadTotal } from '../conversations/use-conversations.js';
import { Count } from '../ui/badge.js';
import type { NavEntry } from './navigation.js';

function useEntryCount(entry: NavEntry): number {
  const totals = useUnreadTotal();
  return entry.counts ? totals[entry.counts] : 0;
}

export function RailLink({ entry }: { entry: NavEntry }) {
  const count = useEntryCount(entry);
  const Icon = entry.icon;
  return (
    <NavLink
      to={entry.to}
      end={entry.to === '/'}
      className={({ isActive }) =>
        `flex min-h-11 items-center gap-3 rounded-control px-3 text-16 transition-colors duration-120 ${isActive ? 'bg-pine-soft font-semibold text-pine-ink' : 'text-ink-2 hover:bg-canvas'}`
      }
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <span className="flex-1">{entry.label}</span>
      <Count value={count} label={`${count} unread`} quiet />
    </NavLink>
  );
}

export function TabLink({ entry }: { entry: NavEntry }) {
  const count = useEntryCount(entry);
  const Icon = entry.icon;
  return (
    <NavLink
      to={entry.to}
      end={entry.to === '/'}
      className="group flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-12 font-semibold text-ink-2 -outline-offset-2! aria-[current=page]:text-pine-ink"
    >
      <span className="relative rounded-full px-5 py-1 transition-colors duration-120 group-aria-[current=page]:bg-pine-soft">
        <Icon aria-hidden className="size-5" />
        {count > 0 && (
          <span className="absolute -top-1 right-2">
            <Count value={count} label={`${count} unread`} />
          </span>
        )}
      </span>
      {entry.label}
    </NavLink>
  );
}
