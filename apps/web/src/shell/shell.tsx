import { Link, Outlet, useMatch } from 'react-router';
import { useAwake } from '../conversations/use-follow-all.js';
import { HelpButton } from '../help/help-button.js';
import { NoticesHost } from '../notices/notices-host.js';
import { useMe } from '../session/use-session.js';
import { Avatar } from '../ui/avatar.js';
import { roleName } from '../ui/names.js';
import { ConnectionStrip } from './connection-strip.js';
import { Logo } from './logo.js';
import { RailLink, TabLink } from './nav-link.js';
import { navigationFor } from './navigation.js';
import { SkipLink } from './skip-link.js';

/** The frame of a signed-in page: a rail on a desktop, a bar below on a phone. */
export function Shell() {
  const me = useMe();
  const entries = navigationFor(me.role);
  // A conversation has the whole phone to itself; its own head has the way back.
  const inRoom = useMatch('/rooms/:id');
  const inDirect = useMatch('/messages/:id');
  const alone = inRoom ?? inDirect;
  useAwake();
  return (
    <div className="flex h-dvh flex-col bg-canvas lg:flex-row">
      <SkipLink />
      <aside className="flex w-53 shrink-0 flex-col border-r border-line bg-surface p-3 max-lg:hidden">
        <Link
          to="/"
          className="mb-6 flex items-center gap-2 px-2 pt-2 text-17 font-semibold"
          aria-label="Homegroup, to the start"
        >
          <Logo />
          Homegroup
        </Link>
        <nav aria-label="Main" className="flex flex-1 flex-col gap-1 overflow-y-auto">
          {entries.map((entry) => (
            <RailLink key={entry.to} entry={entry} />
          ))}
        </nav>
        <HelpButton wide className="my-3" />
        <hr className="mb-2 border-line" />
        <Link
          to="/you"
          className="flex items-center gap-3 rounded-control px-1 py-1.5"
          aria-label={`${me.name}, ${roleName(me.role)}: account and this device`}
        >
          <Avatar person={me} size="md" />
          <span className="min-w-0">
            <span className="block truncate text-14 font-semibold">{me.name}</span>
            <span className="block text-12 text-ink-2">{roleName(me.role)}</span>
          </span>
        </Link>
      </aside>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <NoticesHost />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
        {!alone && <ConnectionStrip />}
      </div>
      {!alone && (
        <nav
          aria-label="Main"
          className="flex justify-around border-t border-line bg-surface px-2 pt-1.5 pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:hidden"
        >
          {entries.slice(0, 5).map((entry) => (
            <TabLink key={entry.to} entry={entry} />
          ))}
        </nav>
      )}
    </div>
  );
}
