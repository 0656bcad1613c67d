let taken: string | null = null;

/** Takes the token out of the address bar before anything else runs: no history entry keeps it. */
export function takeToken(): void {
  if (window.location.pathname !== '/join' || window.location.hash.length < 2) return;
  taken = readable(window.location.hash.slice(1));
  window.history.replaceState(null, '', '/join');
}

/** An address may have been cut off in the middle of a character. */
function readable(spelled: string): string {
  try {
    return decodeURIComponent(spelled);
  } catch {
    return spelled;
  }
}

export const takenToken = (): string | null => taken;
