import { HomegroupError } from '@homegroup/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BrowserRouter, useLocation } from 'react-router';
import { UnlessBroken } from './entry/broken.js';
import { JoinPage } from './entry/join-page.js';
import { SignInPage } from './entry/sign-in-page.js';
import { Starting, Unreachable } from './entry/starting.js';
import { HelpProvider } from './help/help-provider.js';
import { LiveProvider } from './live/live-provider.js';
import { Screens } from './screens.js';
import { SessionStore } from './session/session-store.js';
import { SessionContext, useSession } from './session/use-session.js';

const session = new SessionStore();
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof HomegroupError && error.retryable && failures < 3,
    },
  },
});
void session.start();

export function App() {
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <HelpProvider>
            <UnlessBroken>
              <Door />
            </UnlessBroken>
          </HelpProvider>
        </BrowserRouter>
      </QueryClientProvider>
    </SessionContext>
  );
}

function Door() {
  const state = useSession();
  const { pathname } = useLocation();
  const who = state.status === 'signed-in' ? state.me.id : null;
  // What one person loaded is nothing that the next one may find.
  useEffect(() => {
    if (who === null) queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'organization' });
  }, [who]);
  if (pathname === '/join') return <JoinPage />;
  switch (state.status) {
    case 'starting':
      return <Starting />;
    case 'unreachable':
      return <Unreachable />;
    case 'signed-out':
      return <SignInPage because={state.because} />;
    case 'signed-in':
      return (
        <LiveProvider key={state.me.id} opening={<Starting />}>
          <Screens />
        </LiveProvider>
      );
  }
}
