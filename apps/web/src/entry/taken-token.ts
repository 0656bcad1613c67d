let taken: string | null = null;

/** Takes the token out of the address bar before anything else runs: no history entry keeps it. */
export function takeToken(): void {
  if (window.location.pathname !== '/join' || window.location.hash.length < 2) return;
  taken = decodeURIComponent(window.location.hash.slice(1));
  window.history.replaceState(null, '', '/join');
}

export const takenToken = (): string | null => taken;
